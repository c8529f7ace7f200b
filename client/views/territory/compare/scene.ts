import type { Feature, FeatureCollection } from 'geojson'
import { isWord, t } from '../../../i18n/i18n.svelte.ts'
import { collection, point } from '../../../map/scene.ts'

/** What the map is given of a comparison. */

const inRole = (features: readonly Feature[], role: string) =>
  features.filter(({ properties }) => properties?.role === role)

export const shapes = (features: readonly Feature[]): FeatureCollection => collection(inRole(features, 'area'))

export const land = (features: readonly Feature[]): FeatureCollection => collection(inRole(features, 'land'))

/** The name of an area with what becomes of it in words: never by colour alone. */
export const marks = (features: readonly Feature[]): FeatureCollection =>
  collection(
    inRole(features, 'area').map(({ properties }) => {
      const { label, name, kind } = properties as { label: [number, number]; name: string; kind: string }
      const word = `compare.kind.${kind}`
      return point(label, { name: `${name}\n${isWord(word) ? t(word) : kind}` })
    }),
  )

import type { Feature, FeatureCollection } from 'geojson'
import { collection, point } from '../../map/scene.ts'
import type { Counted } from './cover.ts'

/** Areas with their count and how they are drawn. */
export const countFeatures = (
  areas: readonly Counted[],
  drawn: (area: Counted) => { step: number; chosen: boolean; aside: boolean },
): FeatureCollection =>
  collection(
    areas.flatMap((area): Feature[] => {
      const { code, name, count, feature } = area
      if (feature === null) return []
      return [{ type: 'Feature', geometry: feature.geometry, properties: { code, name, count, ...drawn(area) } }]
    }),
  )

/** The count of each area as the words that stand on it; streets with their name. */
export const countPoints = (areas: readonly Counted[], words: (count: number) => string): FeatureCollection =>
  collection(
    areas.flatMap(({ name, level, count, feature }) =>
      feature === null
        ? []
        : [
            point(feature.properties.label, {
              count: words(count),
              name: level === 'street' ? `${name}\n${words(count)}` : words(count),
            }),
          ],
    ),
  )

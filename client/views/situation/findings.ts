import type { FeatureCollection } from 'geojson'
import type { HotSpotsOut } from '../../../server/api/findings.ts'
import { t } from '../../i18n/i18n.svelte.ts'
import { collection, point } from '../../map/scene.ts'
import type { Counted } from './cover.ts'
import { countFeatures } from './scene.ts'

type Finding = HotSpotsOut['areas'][number]
type Of = (code: string) => Finding | undefined

/** What the legend tells apart, hottest first. */
export const FINDINGS = [3, 2, 1, 0, -1, -2, -3] as const
type Bin = (typeof FINDINGS)[number]
const SURE = [0, 90, 95, 99]

export function colourOf(bin: number): string {
  if (bin === 0) return 'var(--ramp-0)'
  return `var(--${bin > 0 ? 'hot' : 'cold'}-${Math.abs(bin)})`
}

/** The finding of an area in a few letters; nothing where there is none. */
export function shortWords(finding: Finding | undefined): string {
  const bin = finding?.bin ?? 0
  if (bin === 0) return ''
  return t(bin > 0 ? 'hot.short.hot' : 'hot.short.cold', { sure: SURE[Math.abs(bin)]! })
}

/** The finding of an area as the legend says it. */
export const longWords = (finding: Finding | undefined): string =>
  finding === undefined || finding.bin === null ? t('hot.none') : t(`hot.${finding.bin as Bin}`)

/** The hottest first, the coldest last; areas without a finding before the cold ones. */
export function bySureness(areas: readonly Counted[], of: Of): Counted[] {
  const z = (area: Counted) => of(area.code)?.z ?? 0
  return [...areas].sort((a, b) => z(b) - z(a) || b.count - a.count || a.code.localeCompare(b.code))
}

export const findingFeatures = (areas: readonly Counted[], of: Of, chosen: string | null): FeatureCollection => {
  const drawn = countFeatures(areas, ({ code }) => ({
    step: 0,
    chosen: code === chosen,
    aside: of(code) === undefined,
  }))
  for (const { properties } of drawn.features) properties!.bin = of(String(properties!.code))?.bin ?? 0
  return drawn
}

/** The short words of each finding at the label of its area. */
export const findingPoints = (areas: readonly Counted[], of: Of): FeatureCollection =>
  collection(
    areas.flatMap(({ code, feature }) => {
      const words = shortWords(of(code))
      return feature === null || words === '' ? [] : [point(feature.properties.label, { words })]
    }),
  )

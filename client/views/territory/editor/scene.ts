import type { Feature, FeatureCollection } from 'geojson'
import { type EditArea, isRefusal, type Outcome, type Reason } from '../../../../geo/edit/edit.ts'
import { ringsOf } from '../../../../geo/edit/rings.ts'
import type { LonLat } from '../../../../geo/types.ts'
import type { Words } from '../../../../geo/words.ts'
import { collection, point } from '../../../map/scene.ts'

/** More vertices than this are not shown one by one. */
const MOST_VERTICES = 2000

const shape = ({ geometry }: EditArea, role: string): Feature => ({ type: 'Feature', properties: { role }, geometry })

/** Chosen areas, and what an action would make of them. */
export const editAreas = (chosen: readonly EditArea[], preview: Outcome | null): FeatureCollection =>
  collection([
    ...chosen.map((area) => shape(area, 'chosen')),
    ...(preview === null || isRefusal(preview) ? [] : preview.put.map((area) => shape(area, 'next'))),
  ])

export const editLine = (
  line: readonly LonLat[],
  cursor: LonLat | null,
  ring: boolean,
  wrong: boolean,
): FeatureCollection => {
  const path = cursor === null ? line : [...line, cursor]
  if (line.length === 0 || path.length < 2) return collection([])
  const coordinates = (ring && path.length > 2 ? [...path, path[0]!] : path).map(([lon, lat]) => [lon, lat])
  return collection([{ type: 'Feature', properties: { wrong }, geometry: { type: 'LineString', coordinates } }])
}

export function editPoints(shown: {
  vertices: readonly EditArea[]
  line: readonly LonLat[]
  snapped: { kind: 'vertex' | 'edge'; at: LonLat } | null
  reasons: readonly Reason[]
  say: (words: Words) => string
}): FeatureCollection {
  const vertices = shown.vertices.flatMap(({ geometry }) => ringsOf(geometry).flatMap((ring) => ring.slice(1)))
  return collection([
    ...(vertices.length > MOST_VERTICES ? [] : vertices.map(([lon, lat]) => point([lon!, lat!], { role: 'vertex' }))),
    ...shown.line.map((at) => point(at, { role: 'corner' })),
    ...(shown.snapped === null ? [] : [point(shown.snapped.at, { role: `snap-${shown.snapped.kind}` })]),
    ...shown.reasons.flatMap(({ at, words }) =>
      at === undefined ? [] : [point(at, { role: 'reason', name: shown.say(words) })],
    ),
  ])
}

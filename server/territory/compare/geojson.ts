import type { Feature, FeatureCollection } from 'geojson'
import type { Level } from '../../../geo/types.ts'
import { fromWkb } from '../../../geo/wkb.ts'
import { drawn } from '../geojson.ts'
import type { AreaRow } from '../store.ts'
import type { Comparison } from './comparison.ts'

/**
 * The changes of one level as a map draws them: areas as they will be, those that are gone as they were, and the land
 * that changes hands.
 */
export function changesAsGeoJson(
  { diff }: Comparison,
  level: Level,
  areas: { before: readonly AreaRow[]; after: readonly AreaRow[] },
): FeatureCollection {
  const was = new Map(areas.before.map((area) => [area.code, area]))
  const is = new Map(areas.after.map((area) => [area.code, area]))
  const changed = diff.diffs
    .filter((one) => one.level === level)
    .flatMap(({ kind, before, after, renamed }) => {
      const shown = kind === 'gone' ? before.map(({ code }) => was.get(code)) : after.map(({ code }) => is.get(code))
      const former = before.map(({ code }) => code).join(' ')
      return shown.flatMap((area): Feature[] =>
        area === undefined
          ? []
          : [
              {
                type: 'Feature',
                properties: {
                  role: 'area',
                  kind,
                  renamed,
                  former,
                  code: area.code,
                  name: area.name,
                  label: area.label,
                },
                geometry: drawn(area.geometry),
              },
            ],
      )
    })
  const exchanged = diff.exchanges
    .filter((one) => one.level === level)
    .map(
      ({ from, to, areaM2, wkb }): Feature => ({
        type: 'Feature',
        properties: { role: 'land', from, to, areaM2 },
        geometry: drawn(fromWkb(wkb)),
      }),
    )
  return { type: 'FeatureCollection', features: [...changed, ...exchanged] }
}

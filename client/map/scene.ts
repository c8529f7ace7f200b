import type { Feature, FeatureCollection, Point } from 'geojson'
import type { ReportDetail, ReportSummary } from '../../server/api/report.ts'
import { isOverdue, standingOf } from '../state/standing.ts'
import type { AreaCollection, AreaFeature, ZoneCollection } from './area.ts'
import { circle } from './circle.ts'

/** What the map is given, made from what the product knows. Pure. */

export const point = (at: readonly [number, number], properties: Record<string, unknown>): Feature<Point> => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates: [at[0], at[1]] },
})

export const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

/** The label points of some areas, named in the present language. */
export const namePoints = (areas: AreaCollection, name: (code: string, own: string) => string): FeatureCollection =>
  collection(
    areas.features.map(({ properties: { code, label, name: own } }) => point(label, { code, name: name(code, own) })),
  )

/** Zones numbered in turn, so that neighbours in the list get different tints. */
export const tinted = (zones: ZoneCollection): FeatureCollection =>
  collection(
    zones.features.flatMap(({ geometry, properties: { code, name } }, turn) =>
      geometry === null ? [] : [{ type: 'Feature' as const, geometry, properties: { code, name, turn } }],
    ),
  )

/** The name of a zone stands in the middle of its streets' labels. */
export const zonePoints = (
  zones: readonly { code: string; name: string; streets: readonly string[] }[],
  labelOf: (street: string) => readonly [number, number] | undefined,
  name: (code: string, own: string) => string,
): FeatureCollection =>
  collection(
    zones.flatMap(({ code, name: own, streets }) => {
      const labels = streets.flatMap((street) => {
        const label = labelOf(street)
        return label === undefined ? [] : [label]
      })
      return labels.length === 0 ? [] : [point(mean(labels), { code, name: name(code, own) })]
    }),
  )

const mean = (points: readonly (readonly [number, number])[]): [number, number] => [
  points.reduce((sum, [lon]) => sum + lon, 0) / points.length,
  points.reduce((sum, [, lat]) => sum + lat, 0) / points.length,
]

export const reportPoints = (reports: readonly ReportSummary[], now: number): FeatureCollection =>
  collection(
    reports.flatMap((report) =>
      report.lonLat === null
        ? []
        : [
            point(report.lonLat, {
              id: report.id,
              standing: standingOf(report, now),
              late: isOverdue(report, now),
            }),
          ],
    ),
  )

const inRole = (feature: AreaFeature | undefined, role: string): Feature[] =>
  feature === undefined ? [] : [{ type: 'Feature', geometry: feature.geometry, properties: { role } }]

/** The areas of the chosen report: its own smallest area, its street, and the rivals. */
export function chosenAreas(
  detail: ReportDetail | null,
  feature: (code: string) => AreaFeature | undefined,
): FeatureCollection {
  const place = detail?.place
  if (place?.kind !== 'located') return collection([])
  const street = place.path.street
  return collection([
    ...(street === undefined ? [] : inRole(feature(street), 'street')),
    ...place.rivals.flatMap(({ code }) => inRole(feature(code), 'rival')),
    ...inRole(feature(place.code), 'own'),
  ])
}

export function chosenPoints(
  report: ReportSummary | null,
  detail: ReportDetail | null,
  pin: readonly [number, number] | null,
  now: number,
  label: (code: string) => { at: readonly [number, number]; name: string } | undefined,
): FeatureCollection {
  const rivals = detail?.place?.kind === 'located' ? detail.place.rivals : []
  return collection([
    ...(report?.lonLat ? [point(report.lonLat, { role: 'report', standing: standingOf(report, now) })] : []),
    ...rivals.flatMap(({ code }) => {
      const found = label(code)
      return found === undefined ? [] : [point(found.at, { role: 'rival', name: found.name })]
    }),
    ...(pin === null ? [] : [point(pin, { role: 'pin' })]),
  ])
}

export const accuracyCircle = (report: ReportSummary | null): FeatureCollection =>
  collection(report?.lonLat && report.accuracyM > 0 ? [circle(report.lonLat, report.accuracyM)] : [])

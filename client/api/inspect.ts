import { AreaFacts } from '../../server/api/inspect.ts'
import { ask } from '../ask.ts'

export const areaFacts = ({ code, edition }: { code: string; edition?: number | undefined }) =>
  ask(
    AreaFacts,
    'GET',
    `/api/territory/areas/${encodeURIComponent(code)}${edition === undefined ? '' : `?edition=${edition}`}`,
  )

/** The smallest area at a place, WGS84 degrees. */
export const areaAt = ({ lon, lat, edition }: { lon: number; lat: number; edition?: number | undefined }) => {
  const asked = new URLSearchParams({ lon: String(lon), lat: String(lat) })
  if (edition !== undefined) asked.set('edition', String(edition))
  return ask(AreaFacts, 'GET', `/api/territory/area-at?${asked}`)
}

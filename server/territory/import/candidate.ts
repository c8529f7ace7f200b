import type { MultiPolygon, Polygon, Position } from 'geojson'
import { type Converter, geometryToWgs84, inBox, isRefusal } from '../../../geo/crs.ts'
import { type Names, namesOf, ownCode } from '../../../geo/gridcode/naming.ts'
import type { Box, LonLat } from '../../../geo/types.ts'
import type { ImportOptions } from '../../api/territoryImport.ts'
import { because, type ImportProblem, type ImportProblemKind } from './problem.ts'

/** What one feature says of itself beside its geometry. */
export interface Named extends Names {
  feature: number
}

/** One feature that can become an area, or a part of one. */
export interface Candidate extends Named {
  geometry: Polygon | MultiPolygon
}

export interface Repair {
  feature: number
  code: string
  reason: string
  at: LonLat
}

/** What a feature is judged by beside itself. */
export interface CandidateFacts {
  options: ImportOptions
  convert: Converter
  /** The district's box with its margin; null while it is unknown. */
  box: Box | null
  district: { code: string; name: string }
}

type Properties = Record<string, unknown>

/** Reads one feature of the file: an area to be, or everything that speaks against it. */
export function readCandidate(raw: unknown, feature: number, facts: CandidateFacts): Candidate | ImportProblem[] {
  const { options } = facts
  if (!isFeature(raw)) return [{ kind: 'not-a-feature', feature, code: null, reason: because.notAFeature(), at: null }]
  const properties = raw.properties ?? {}
  const code = ownCode(properties, options)
  const geometry = readGeometry(raw.geometry, facts)
  const at = 'kind' in geometry ? geometry.at : firstOf(geometry)
  const problems: ImportProblem[] = []
  const refuse = (kind: ImportProblemKind, reason: ImportProblem['reason']) =>
    problems.push({ kind, feature, code: code ?? null, reason, at })
  const names = namesOf(properties, options, facts.district, (property, found, kind) => {
    if (found === undefined) refuse(kind, because.missing(property))
    return found ?? ''
  })
  if ('kind' in geometry) refuse(geometry.kind, geometry.reason)
  if (problems.length > 0 || 'kind' in geometry) return problems
  return { feature, ...names, geometry }
}

function isFeature(raw: unknown): raw is { properties: Properties | null; geometry: unknown } {
  return typeof raw === 'object' && raw !== null && 'properties' in raw && 'geometry' in raw
}

type Refused = Pick<ImportProblem, 'kind' | 'reason' | 'at'>
const refused = (kind: ImportProblemKind, reason: ImportProblem['reason'], at: LonLat | null = null): Refused => ({
  kind,
  reason,
  at,
})

function readGeometry(raw: unknown, { convert, box }: CandidateFacts): Polygon | MultiPolygon | Refused {
  if (raw === null || raw === undefined) return refused('no-geometry', because.noGeometry())
  const { type, coordinates } = raw as { type?: unknown; coordinates?: unknown }
  if (type !== 'Polygon' && type !== 'MultiPolygon') return refused('not-a-polygon', because.notAPolygon(String(type)))
  const polygons = type === 'Polygon' ? [coordinates] : coordinates
  if (!isNested(polygons)) return refused('malformed-coordinates', because.malformed())
  if (polygons.every((rings) => rings.length === 0)) return refused('empty-geometry', because.emptyGeometry())
  if (polygons.some((rings) => rings.length === 0)) return refused('malformed-coordinates', because.malformed())
  for (const rings of polygons) {
    for (const ring of rings) {
      const bad = ringProblem(ring, convert)
      if (bad !== undefined) return bad
    }
  }
  const moved = geometryToWgs84(convert, { type, coordinates } as Polygon)
  if (isRefusal(moved)) return refused('coordinates', because.crs(moved))
  const astray = box === null ? undefined : firstOutside(moved, box)
  return astray === undefined ? moved : refused('outside-district', because.outsideDistrict(astray), astray)
}

function isNested(polygons: unknown): polygons is unknown[][][] {
  const everyArray = (all: unknown): all is unknown[] => Array.isArray(all) && all.every(Array.isArray)
  return everyArray(polygons) && polygons.every(everyArray)
}

function ringProblem(ring: unknown[], convert: Converter): Refused | undefined {
  const sound = ring.every(
    (at) => Array.isArray(at) && at.length >= 2 && at.every((value) => typeof value === 'number'),
  )
  const [first, last] = [ring[0], ring.at(-1)] as [Position | undefined, Position | undefined]
  if (!sound || first === undefined || last === undefined) return refused('malformed-coordinates', because.malformed())
  if (first[0] !== last[0] || first[1] !== last[1]) {
    const at = convert(first[0]!, first[1]!)
    return refused('ring-not-closed', because.notClosed(`${first[0]}, ${first[1]}`), isRefusal(at) ? null : at)
  }
  return ring.length < 4 ? refused('malformed-coordinates', because.malformed()) : undefined
}

const polygonsOf = (geometry: Polygon | MultiPolygon): Position[][][] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates

function firstOutside(geometry: Polygon | MultiPolygon, box: Box): LonLat | undefined {
  for (const rings of polygonsOf(geometry)) {
    for (const ring of rings) {
      const astray = ring.find((at) => !inBox(at as unknown as LonLat, box))
      if (astray !== undefined) return [astray[0]!, astray[1]!]
    }
  }
  return undefined
}

function firstOf(geometry: Polygon | MultiPolygon): LonLat {
  const [lon, lat] = polygonsOf(geometry)[0]![0]![0]!
  return [lon!, lat!]
}

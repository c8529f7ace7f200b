import type { MultiPolygon, Polygon, Position } from 'geojson'
import { type Converter, geometryToWgs84, inBox, isRefusal } from '../../../geo/crs.ts'
import type { Box, LonLat } from '../../../geo/types.ts'
import type { ImportOptions } from '../../api/territoryImport.ts'
import { storable } from '../../text.ts'
import { because, type ImportProblem, type ImportProblemKind } from './problem.ts'

/** What one feature says of itself beside its geometry. */
export interface Named {
  feature: number
  code: string
  name: string
  /** Code that the file names as parent; null where none is declared. */
  parent: string | null
  /** Code and name of the dissolved area it goes into; null without `dissolve`. */
  upper: { code: string; name: string } | null
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
  const code = codeOf(properties[options.code], options.codeStripLeadingZeros, options.codePad)
  const geometry = readGeometry(raw.geometry, facts)
  const at = 'kind' in geometry ? geometry.at : firstOf(geometry)
  const problems: ImportProblem[] = []
  const refuse = (kind: ImportProblemKind, reason: ImportProblem['reason']) =>
    problems.push({ kind, feature, code: code ?? null, reason, at })
  const required = (property: string, found: string | undefined, kind: ImportProblemKind = 'missing-code') => {
    if (found === undefined) refuse(kind, because.missing(property))
    return found ?? ''
  }

  required(options.code, code)
  const name = nameOf(properties, options, required)
  const parent =
    options.parent === undefined
      ? null
      : required(options.parent, codeOf(properties[options.parent], options.parentStripLeadingZeros, options.parentPad))
  const upper = upperOf(properties, facts, required)
  if ('kind' in geometry) refuse(geometry.kind, geometry.reason)
  if (problems.length > 0 || 'kind' in geometry || code === undefined) return problems
  return { feature, code, name, parent, upper, geometry }
}

function isFeature(raw: unknown): raw is { properties: Properties | null; geometry: unknown } {
  return typeof raw === 'object' && raw !== null && 'properties' in raw && 'geometry' in raw
}

type Required = (property: string, found: string | undefined, kind?: ImportProblemKind) => string

function nameOf(properties: Properties, options: ImportOptions, required: Required): string {
  if (options.nameTemplate !== undefined) return filled(options.nameTemplate, properties, required)
  return required(options.name!, textOf(properties[options.name!]), 'missing-name')
}

function upperOf(properties: Properties, { options, district }: CandidateFacts, required: Required) {
  if (options.dissolve === undefined) return null
  if (options.dissolve === 'district') return { code: district.code, name: district.name }
  const code = options.by.map((property) => required(property, textOf(properties[property]))).join(options.join)
  const template = options.dissolveName
  return { code, name: template === undefined ? code : filled(template, properties, required) }
}

const filled = (template: string, properties: Properties, required: Required) =>
  template.replaceAll(/\{([^{}]+)\}/g, (_, property: string) =>
    required(property, textOf(properties[property]), 'missing-name'),
  )

/** Texts and whole numbers as text; anything else is no code and no name, nor is what no database and no file can hold. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof text !== 'string' || !isStorable(text)) return undefined
  const trimmed = text.trim()
  return trimmed.length > 0 && trimmed.length <= 256 ? trimmed : undefined
}

export const isStorable = (text: string) => storable(text) === text

/** What a spreadsheet makes of a long code: its last digits are lost. */
const DAMAGED = /^\d(\.\d+E\+?|E\+)\d+$/i
/** What a column of floating numbers makes of one: all digits are there. */
const FLOATED = /^(\d{6,15})\.0+$/

function codeOf(value: unknown, stripLeadingZeros: boolean, pad: number | undefined): string | undefined {
  const text = textOf(value)
  if (text === undefined || text.length > 64 || DAMAGED.test(text)) return undefined
  const whole = text.replace(FLOATED, '$1')
  const stripped = stripLeadingZeros ? whole.replace(/^0+(?=.)/, '') : whole
  return pad === undefined ? stripped : stripped.padStart(pad, '0')
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

import type { Converter } from '../../../geo/crs.ts'
import { asGeometry, dissolve } from '../../../geo/dissolve.ts'
import type { Geos } from '../../../geo/geos.ts'
import { areaM2, boundingBox, interiorPoint } from '../../../geo/interior.ts'
import { type Area, type Box, LEVELS, type Level, type LonLat } from '../../../geo/types.ts'
import type { AreaRow } from '../store.ts'
import { type Candidate, type Repair, readCandidate } from './candidate.ts'
import { type Gathered, gather } from './gather.ts'
import type { ImportOptions } from './options.ts'
import { findParents } from './parents.ts'
import { because, type ImportProblem } from './problem.ts'

/** What an import stands on: the district, what the draft holds already, and the engine. */
export interface ImportFacts {
  options: ImportOptions
  convert: Converter
  district: { code: string; name: string }
  /** Areas the draft holds already, all levels. */
  present: readonly Area[]
  file: string
  geos: Geos
}

/** Degrees around the district's box within which coordinates are believed (about a kilometre). */
const BOX_MARGIN = 0.01

/** A gathered area with what was measured on it. */
interface Measured extends Gathered {
  label: LonLat
}

/**
 * Turns the features of one file into the areas of a level, and of the level above where it is dissolved from them.
 * All or nothing: every reason found speaks against the whole file. The answer does not depend on the features' order.
 */
export function importAreas(
  features: readonly unknown[],
  facts: ImportFacts,
): { areas: AreaRow[]; repairs: Repair[] } | { problems: ImportProblem[] } {
  const { options, geos, present, district } = facts
  const problems: ImportProblem[] = []
  const box = districtBox(present)
  const candidates = features.flatMap((feature, n) => {
    const read = readCandidate(feature, n, { options, convert: facts.convert, box, district })
    if ('geometry' in read) return [read]
    problems.push(...read)
    return []
  })
  const sound = candidates.flatMap((candidate) => validated(geos, candidate, options.makeValid, problems))
  const gathered = gather(geos, sound, options.mergeSameCode)
  const areas = gathered.areas.flatMap((area) => measured(area, problems))
  problems.push(...gathered.problems, ...taken(areas, present), ...notTheDistrict(areas, facts))

  const uppers = dissolved(areas, facts, problems)
  const rows = [
    ...resolved(uppers, options.dissolve, facts, problems),
    ...(options.dissolve === undefined
      ? resolved(areas, options.level, facts, problems)
      : areas.map((area) => rowOf(area, options.level, area.upper!.code, facts.file, {}))),
  ]
  return problems.length > 0
    ? { problems: problems.sort(byFeature) }
    : { areas: rows, repairs: areas.flatMap((area) => area.repairs) }
}

const byFeature = (a: ImportProblem, b: ImportProblem) => (a.feature ?? -1) - (b.feature ?? -1)

function districtBox(present: readonly Area[]): Box | null {
  const district = present.find((area) => area.level === 'district')
  const box = district === undefined ? null : boundingBox(district.geometry)
  return box && [box[0] - BOX_MARGIN, box[1] - BOX_MARGIN, box[2] + BOX_MARGIN, box[3] + BOX_MARGIN]
}

function validated(geos: Geos, candidate: Candidate, repair: boolean, problems: ImportProblem[]): Candidate[] {
  const { feature, code, geometry } = candidate
  return geos.scope((shapes) => {
    const shape = shapes.of(geometry)
    const found = shapes.invalidity(shape)
    if (found === null) return [candidate]
    const polygons = repair ? shapes.polygons(shapes.repaired(shape)) : []
    if (polygons.length > 0) {
      return [{ ...candidate, geometry: asGeometry(polygons), repaired: { feature, code, ...found } }]
    }
    problems.push({ kind: 'invalid-geometry', feature, code, reason: because.invalid(found.reason, found.at) })
    return []
  })
}

function measured(area: Gathered, problems: ImportProblem[]): Measured[] {
  const label = interiorPoint(area.geometry)
  if (label !== null) return [{ ...area, label }]
  problems.push({ kind: 'no-interior', feature: area.feature, code: area.code, reason: because.noInterior() })
  return []
}

/** Codes are unique in an edition, whatever their level. */
function taken(areas: readonly Gathered[], present: readonly Area[]): ImportProblem[] {
  const levels = new Map(present.map((area) => [area.code, area.level]))
  return areas.flatMap(({ feature, code }): ImportProblem[] => {
    const level = levels.get(code)
    return level === undefined ? [] : [{ kind: 'code-taken', feature, code, reason: because.taken(level) }]
  })
}

function notTheDistrict(areas: readonly Gathered[], { options, district }: ImportFacts): ImportProblem[] {
  if (options.level !== 'district') return []
  return areas
    .filter((area) => area.code !== district.code)
    .map(({ feature, code }) => ({
      kind: 'not-the-district',
      feature,
      code,
      reason: because.notTheDistrict(district.code),
    }))
}

/** The areas of the level above, each the union of those that go into it. */
function dissolved(areas: readonly Measured[], facts: ImportFacts, problems: ImportProblem[]): Measured[] {
  const groups = Map.groupBy(
    areas.filter((area) => area.upper !== null),
    (area) => area.upper!.code,
  )
  const uppers = [...groups.values()].flatMap((parts): Measured[] => {
    const [first, ...others] = parts as [Measured, ...Measured[]]
    const upper = first.upper!
    for (const other of others) {
      const { feature, code } = other
      const disagrees = other.parent !== first.parent ? 'parent' : other.upper!.name !== upper.name ? 'name' : null
      if (disagrees === null) continue
      problems.push({ kind: 'parts-disagree', feature, code, reason: because.partsDisagree(disagrees, first.feature) })
    }
    const geometry = dissolve(
      facts.geos,
      parts.map((part) => part.geometry),
    )
    const features = parts.flatMap((part) => part.features)
    return measured({ ...first, ...upper, features, repairs: [], upper: null, geometry }, problems)
  })
  problems.push(
    ...taken(uppers, facts.present),
    ...taken(
      uppers,
      areas.map((area) => ({ ...area, level: facts.options.level })),
    ),
  )
  return uppers
}

/** Rows of a level whose parents stand in the level above, which the draft must hold already. */
function resolved(
  areas: readonly Measured[],
  level: Level | undefined,
  facts: ImportFacts,
  problems: ImportProblem[],
): AreaRow[] {
  if (level === undefined) return []
  const origin = level === facts.options.level ? {} : { dissolvedFrom: facts.options.level }
  if (level === 'district') return areas.map((area) => rowOf(area, level, null, facts.file, origin))
  const upper = LEVELS[LEVELS.indexOf(level) - 1]!
  const above = facts.present.filter((area) => area.level === upper)
  if (above.length === 0) {
    problems.push({ kind: 'no-level-above', feature: null, code: null, reason: because.noLevelAbove(upper) })
    return []
  }
  const found = findParents(areas, upper, above)
  problems.push(...found.problems)
  return areas.map((area) => rowOf(area, level, found.parents.get(area.code) ?? null, facts.file, origin))
}

function rowOf(area: Measured, level: Level, parent: string | null, file: string, origin: object): AreaRow {
  const { code, name, geometry, label, features, repairs } = area
  const source = { file, features, ...(repairs.length > 0 && { repairs }), ...origin }
  return { level, code, name, parent, geometry, label, areaM2: areaM2(geometry), source }
}

import type { Converter } from '../../../geo/crs.ts'
import type { Geos } from '../../../geo/geos.ts'
import { LEVELS, type Level, type LonLat } from '../../../geo/types.ts'
import type { ImportOptions } from '../../api/territoryImport.ts'
import { type Named, type Repair, readCandidate } from './candidate.ts'
import { dissolved } from './dissolved.ts'
import { type Gathered, gather, type Part } from './gather.ts'
import { parentFinder } from './parents.ts'
import type { Present } from './present.ts'
import { because, type ImportProblem } from './problem.ts'
import { Problems } from './problems.ts'
import type { AreaCopy } from './rowFile.ts'
import { keepShape, type Shape, validated } from './shape.ts'
import type { Spill } from './spill.ts'

/** What features become areas by: how they are to be read, where they may lie, the engine, and room on disk. */
export interface GatherFacts {
  options: ImportOptions
  convert: Converter
  district: { code: string; name: string }
  /** What the draft holds already; of it only the box matters here. */
  present: Pick<Present, 'box'>
  /** Table, folder or shapefile that is read, where the format has any. */
  layer?: string | null
  geos: Geos
  spill: Spill
  /** Hears how far the work has come. */
  onProgress?(phase: 'read' | 'build', done: number, bytes: number): void
}

/** What an import stands on beside that. */
export interface ImportFacts extends GatherFacts {
  present: Present
  file: string
  /** Takes the areas one after another; to be thrown away where the file is refused. */
  take(row: AreaCopy): void
}

export interface Made {
  kind: 'made'
  /** Number of areas by level. */
  counts: Partial<Record<Level, number>>
  repairs: Repair[]
}

export interface Unfit {
  kind: 'unfit'
  /** Features of the file, and how many of them lie where they cannot be. */
  features: number
  astray: number
  total: number
  problems: ImportProblem[]
}

/** A gathered area that has a point inside. */
export interface Measured extends Gathered {
  label: LonLat
}

/**
 * Turns the features of one file into the areas of a level, and of the level above where it is dissolved from them.
 * All or nothing: every reason found speaks against the whole file. The answer does not depend on the features' order.
 * Geometries wait in the spill, so that memory grows with the number of features and not with their vertices.
 */
export async function importFeatures(features: AsyncIterable<unknown>, facts: ImportFacts): Promise<Made | Unfit> {
  const { options, present } = facts
  const problems = new Problems()
  const { areas, count } = await gatherFeatures(features, facts, problems)
  for (const area of areas) problems.add(...taken(area, present.levels), ...notTheDistrict(area, facts))

  const uppers = dissolved(areas, facts, problems).flatMap((area) => measured(area, problems))
  const own = new Map(areas.map(({ code }) => [code, options.level]))
  for (const upper of uppers) problems.add(...taken(upper, present.levels), ...taken(upper, own))

  const counts: Made['counts'] = {}
  const build = (level: Level, some: readonly Measured[], parentOf: (area: Measured) => string | null) => {
    for (const area of some) {
      const parent = parentOf(area)
      if (problems.total > 0) continue
      facts.take(copyOf(area, level, parent, facts))
      counts[level] = (counts[level] ?? 0) + 1
      facts.onProgress?.('build', counts[level], 0)
    }
  }
  if (options.dissolve !== undefined) {
    build(options.dissolve, uppers, parentsAbove(options.dissolve, facts, problems))
    build(options.level, areas, (area) => area.upper!.code)
  } else {
    build(options.level, areas, parentsAbove(options.level, facts, problems))
  }
  if (problems.total > 0) {
    const astray = problems.count('coordinates') + problems.count('outside-district')
    return { kind: 'unfit', features: count, astray, total: problems.total, problems: problems.list() }
  }
  return { kind: 'made', counts, repairs: areas.flatMap(({ repairs }) => repairs) }
}

/** The sound areas of a file, one a code, their geometries in the spill; whatever speaks against it goes to `problems`. */
export async function gatherFeatures(
  features: AsyncIterable<unknown>,
  facts: GatherFacts,
  problems: Problems,
): Promise<{ areas: Measured[]; count: number }> {
  const { parts, count } = await readParts(features, facts, problems)
  const gathered = gather(facts, parts, facts.options.mergeSameCode, problems)
  return { areas: gathered.flatMap((area) => measured(area, problems)), count }
}

async function readParts(
  features: AsyncIterable<unknown>,
  facts: GatherFacts,
  problems: Problems,
): Promise<{ parts: Part[]; count: number }> {
  const { options, geos, spill } = facts
  const judged = { options, convert: facts.convert, box: facts.present.box, district: facts.district }
  const parts: Part[] = []
  let count = 0
  for await (const raw of features) {
    const feature = count++
    const read = readCandidate(raw, feature, judged)
    if ('geometry' in read) {
      const { geometry, ...named } = read
      const sound = validated(geos, geometry, options.makeValid)
      if ('invalid' in sound) problems.add(invalid(named, sound.invalid))
      else parts.push({ ...named, shape: keepShape(spill, sound.geometry), repaired: repairOf(named, sound.repaired) })
    } else problems.add(...read)
    facts.onProgress?.('read', count, (raw as { bytesRead?: number } | null)?.bytesRead ?? 0)
  }
  if (count === 0) {
    const reason = because.noFeatures(facts.layer ?? null)
    problems.add({ kind: 'no-features', feature: null, code: null, reason, at: null })
  }
  return { parts, count }
}

const repairOf = ({ feature, code }: Named, found: { reason: string; at: LonLat } | null): Repair | null =>
  found && { feature, code, ...found }

const invalid = ({ feature, code }: Named, { reason, at }: { reason: string; at: LonLat }): ImportProblem => ({
  kind: 'invalid-geometry',
  feature,
  code,
  reason: because.invalid(reason, at),
  at,
})

function measured(area: Gathered, problems: Problems): Measured[] {
  const { label } = area.shape
  if (label !== null) return [{ ...area, label }]
  const { feature, code } = area
  problems.add({ kind: 'no-interior', feature, code, reason: because.noInterior(), at: null })
  return []
}

/** Codes are unique in an edition, whatever their level. */
function taken({ feature, code, label }: Measured, levels: ReadonlyMap<string, Level>): ImportProblem[] {
  const level = levels.get(code)
  return level === undefined ? [] : [{ kind: 'code-taken', feature, code, reason: because.taken(level), at: label }]
}

function notTheDistrict({ feature, code, label }: Measured, { options, district }: ImportFacts): ImportProblem[] {
  if (options.level !== 'district' || code === district.code) return []
  return [{ kind: 'not-the-district', feature, code, reason: because.notTheDistrict(district.code), at: label }]
}

/** Finds parents in the level above, which the draft must hold already. */
function parentsAbove(level: Level, { present }: ImportFacts, problems: Problems): (area: Measured) => string | null {
  if (level === 'district') return () => null
  const upper = LEVELS[LEVELS.indexOf(level) - 1]!
  if ([...present.levels.values()].includes(upper)) return parentFinder(upper, present, problems)
  problems.add({ kind: 'no-level-above', feature: null, code: null, reason: because.noLevelAbove(upper), at: null })
  return () => null
}

/** The level in which an import looks for parents. */
export function levelAbove({ level, dissolve }: ImportOptions): Level | null {
  return LEVELS[LEVELS.indexOf(dissolve ?? level) - 1] ?? null
}

function copyOf(area: Measured, level: Level, parent: string | null, facts: ImportFacts): AreaCopy {
  const { code, name, label, features, repairs } = area
  const { kept, areaM2 }: Shape = area.shape
  const origin = level === facts.options.level ? {} : { dissolvedFrom: facts.options.level }
  const source = { file: facts.file, features, ...(repairs.length > 0 && { repairs }), ...origin }
  return { level, code, name, parent, wkb: facts.spill.read(kept), label, areaM2, source }
}

import { dissolve } from '../../../geo/dissolve.ts'
import { type Geos, loadGeos } from '../../../geo/geos.ts'
import { areaM2, interiorPoint } from '../../../geo/interior.ts'
import { PointSample } from '../../../geo/pointSample.ts'
import type { Box } from '../../../geo/types.ts'
import { ImportOptions } from '../../api/territoryImport.ts'
import { Problem } from '../../errors.ts'
import { type Candidate, type CandidateFacts, readCandidate } from '../import/candidate.ts'
import { because } from '../import/problem.ts'
import { Problems } from '../import/problems.ts'
import { sampled } from '../import/sample.ts'
import { validated } from '../import/shape.ts'
import { systemOf } from '../import/system.ts'
import { displacement, wrongSystem } from '../import/wrongSystem.ts'
import { openBoundaryFile } from '../read/open.ts'
import type { BoundarySource } from '../read/source.ts'
import type { ReadLayer } from './layer.ts'
import { reportOf } from './report.ts'
import type { Tasks } from './task.ts'

const PROBLEMS_SHOWN = 200
/** Degrees around the district's box within which a layer is believed: about two kilometres. */
const BOX_MARGIN = 0.02

type Asked = Tasks['read']['asked']
type Progress = (done: number, of: number) => void

/** A feature that is sound, with what it says beside name and code. */
interface Part extends Candidate {
  repaired: boolean
  unit: string | undefined
  residents: number | undefined
}

/**
 * Reads a boundary file as a layer: all of its features or none. Invalid shapes are repaired and named, several
 * features of one code are one area; overlaps and holes are allowed and reported.
 * @throws Problem unknown-format, unreadable-file, invalid-input (columns, system), import-refused (facts: problems).
 */
export async function readLayer(asked: Asked, progress: Progress): Promise<ReadLayer> {
  const { path, name, columns } = asked
  const source = await openBoundaryFile(path, { name, layer: columns.table, encoding: columns.encoding })
  try {
    const geos = await loadGeos()
    const parts = await partsOf(geos, source, asked, progress)
    const same = [...Map.groupBy(parts, ({ code }) => code).values()]
    const areas = same.map((features) => united(geos, features))
    const repaired = parts.filter((part) => part.repaired).map(({ code }) => code)
    return { areas, report: reportOf(geos, areas, repaired) }
  } finally {
    await source.close()
  }
}

async function partsOf(geos: Geos, source: BoundarySource, asked: Asked, progress: Progress): Promise<Part[]> {
  const { columns, district, box } = asked
  const { crs, swapAxes } = columns
  const system = systemOf({ crs, swapAxes }, source, { judged: box !== null })
  const options = ImportOptions.parse({
    district: district.code,
    level: 'micro-grid',
    code: columns.code,
    name: columns.name,
    swapAxes,
  })
  const facts: CandidateFacts = { options, convert: system.convert, box: margined(box), district }
  const problems = new Problems()
  const sample = new PointSample()
  const parts: Part[] = []
  let features = 0
  for await (const raw of sampled(source.features(), sample)) {
    const read = readCandidate(raw, features++, facts)
    if ('geometry' in read) parts.push(...sound(geos, read, problems, extras(raw.properties, columns)))
    else problems.add(...read)
    progress(raw.bytesRead, source.totalBytes)
  }
  if (features === 0)
    problems.add({ kind: 'no-features', feature: null, code: null, reason: because.noFeatures(source.layer), at: null })
  const declared = { crs: system.crs, swapped: swapAxes }
  const seen = { box, points: sample.points() }
  const moved = problems.total === 0 ? displacement(declared, seen) : null
  if (moved !== null) problems.add(moved)
  if (problems.total === 0) return parts
  const astray = problems.count('outside-district') + problems.count('coordinates')
  const unfit = { kind: 'unfit' as const, features, astray, total: problems.total, problems: problems.list() }
  const told = wrongSystem(unfit, declared, { features, astray, ...seen })
  throw new Problem('import-refused', {
    facts: { count: told.total, problems: told.problems.slice(0, PROBLEMS_SHOWN) },
  })
}

const margined = (box: Box | null): Box | null =>
  box && [box[0] - BOX_MARGIN, box[1] - BOX_MARGIN, box[2] + BOX_MARGIN, box[3] + BOX_MARGIN]

function sound(geos: Geos, candidate: Candidate, problems: Problems, more: ReturnType<typeof extras>): Part[] {
  const { feature, code } = candidate
  const checked = validated(geos, candidate.geometry, true)
  if ('invalid' in checked || interiorPoint(checked.geometry) === null) {
    problems.add({ kind: 'no-interior', feature, code, reason: because.noInterior(), at: null })
    return []
  }
  return [{ ...candidate, ...more, geometry: checked.geometry, repaired: checked.repaired !== null }]
}

function united(geos: Geos, parts: readonly Part[]): ReadLayer['areas'][number] {
  const [{ code, name, geometry: only }, ...others] = parts as [Part, ...Part[]]
  const shapes = parts.map((part) => part.geometry)
  const geometry = others.length === 0 ? only : dissolve(geos, shapes)
  const known = parts.flatMap(({ residents }) => residents ?? [])
  return {
    code,
    name,
    geometry,
    areaM2: areaM2(geometry),
    unit: parts.find(({ unit }) => unit !== undefined)?.unit,
    residents: known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0),
  }
}

function extras(properties: Record<string, unknown>, { unit, residents }: Asked['columns']) {
  const held = residents === undefined ? undefined : properties[residents]
  const number = typeof held === 'number' || typeof held === 'string' ? Number(held) : Number.NaN
  const named = unit === undefined ? undefined : properties[unit]
  return {
    unit: typeof named === 'string' && named.trim() !== '' ? named.trim().slice(0, 256) : undefined,
    residents: held !== '' && Number.isFinite(number) && number >= 0 ? number : undefined,
  }
}

import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { LEVELS, type Level } from '../../../geo/types.ts'
import { note } from '../../access/store.ts'
import type { Words } from '../../api/terms.ts'
import type { ImportOptions, PreviewAsked } from '../../api/territoryImport.ts'
import { Problem } from '../../errors.ts'
import type { District, House } from '../../house.ts'
import { forgetChanges } from '../change/store.ts'
import { copyOfAreas } from '../copyStore.ts'
import { draftNamed } from '../draft.ts'
import { isOpen } from '../edition.ts'
import { createEdition, listEditions, lockEdition, readVersion, reopenDraft } from '../store.ts'
import { Cancelled, type Compute } from './apart.ts'
import type { Repair } from './candidate.ts'
import type { Outcome, Report } from './compute.ts'
import { type Import, mayTake } from './import.ts'
import { levelAbove, type Unfit } from './importFeatures.ts'
import { claim, copyAreas, insertImport, readImport, settle } from './importStore.ts'
import type { ImportProblem } from './problem.ts'
import { restAfter } from './rest.ts'
import { rowsToCopy } from './rowFile.ts'
import { spoolPath } from './spool.ts'
import { thisOwner, workFolder } from './work.ts'

export interface Imported {
  kind: 'imported'
  importId: number
  editionId: number
  /** Number of areas made, by level. */
  taken: Partial<Record<Level, number>>
  /** Geometries that were invalid and have been repaired, as asked. */
  repairs: Repair[]
  /** What was amiss in the file and could be read all the same. */
  notes: readonly Words[]
}

export interface Refused {
  kind: 'refused'
  importId: number
  /** All there are; of very many only the first are in `problems`. */
  total: number
  problems: ImportProblem[]
}

/** Where a work is computed, who hears of it, and how it is stopped. */
export interface Means {
  compute: Compute
  report: Report
  signal: AbortSignal
}

/** An import that this process has claimed to work on. */
export interface Job {
  id: number
  owner: string
  path: string
  file: string
  account: number | null
}

/**
 * Imports one boundary file into a draft: all of its features or none. A refused file leaves its problems in
 * `territory_import` and nothing else.
 * @throws Problem no-district, invalid-input (wrong district, system, layer), not-found (no such draft), unreadable-file,
 *   unknown-format, stale-version; Cancelled
 */
export async function importFile(
  house: House,
  given: { path: string; file: string; bytes: number | null; options: ImportOptions; account: number | null },
  means: Means,
): Promise<Imported | Refused> {
  const { path, file, bytes, options, account } = given
  await servedDistrict(house, options)
  const id = await insertImport(house.db, { file, bytes, spool: null, account })
  const owner = thisOwner()
  await claim(house.db, id, { from: ['uploaded'], to: 'running', owner, options })
  return run(house, { id, owner, path, file, account }, options, means)
}

/** Claims an upload to run it. @throws Problem not-found, illegal-move, no-district, invalid-input */
export async function beginRun(house: House, id: number, options: ImportOptions, account: number | null): Promise<Job> {
  await servedDistrict(house, options)
  draftNamed(options.edition, await listEditions(house.db))
  return begin(house, id, 'run', account, options)
}

/** Claims an upload to preview it. @throws Problem not-found, illegal-move */
export const beginPreview = (house: House, id: number, account: number | null): Promise<Job> =>
  begin(house, id, 'preview', account)

async function begin(
  house: House,
  id: number,
  step: 'preview' | 'run',
  account: number | null,
  options?: ImportOptions,
): Promise<Job> {
  const found = await known(house, id)
  const owner = thisOwner()
  const to = step === 'run' ? 'running' : 'uploaded'
  const asked = { from: [found.state], to, owner, ...(options !== undefined && { options }) } as const
  if (!mayTake(step, found) || !(await claim(house.db, id, asked))) throw atWrongTime(found)
  return { id, owner, path: spoolPath(house.folder, found.spool!), file: found.file, account }
}

export async function known(house: House, id: number): Promise<Import> {
  const found = await readImport(house.db, id)
  if (found === undefined) throw new Problem('not-found', { facts: { import: id } })
  return found
}

export const atWrongTime = ({ id, state, spool }: Import): Problem =>
  new Problem('illegal-move', { facts: { import: id, state, fileKept: spool !== null } })

/** Reads a claimed upload from end to end, for its preview. */
export async function preview(house: House, job: Job, asked: PreviewAsked, means: Means): Promise<void> {
  await settling(house, job, async () => {
    const work = { kind: 'preview', path: job.path, file: job.file, asked } as const
    const scanned = await means.compute(work, means.report, means.signal)
    if (scanned.kind !== 'scanned') throw new Error(`A preview answered ${scanned.kind}`)
    const rest = { state: 'previewed', format: scanned.format, preview: scanned } as const
    await settle(house.db, job.id, job.owner, rest, house.now())
  })
}

/** Runs a claimed import: reads the file apart, then stores all of it in one transaction. */
export async function run(house: House, job: Job, options: ImportOptions, means: Means): Promise<Imported | Refused> {
  return settling(house, job, async () => {
    const district = await servedDistrict(house, options)
    const target = draftNamed(options.edition, await listEditions(house.db))
    const folder = workFolder(house.folder)
    const at = (name: string) => path.join(folder.path, name)
    try {
      const seen = target === 'new' ? null : await writePresent(house, target, options, at('present'))
      const { code, name } = district
      const files = { present: seen === null ? null : at('present'), rows: at('rows'), spill: at('spill') }
      const work = { kind: 'run', ...files, path: job.path, file: job.file, options, district: { code, name } } as const
      const outcome = await means.compute(work, means.report, means.signal)
      if (outcome.kind === 'scanned') throw new Error('A run answered a preview')
      if (outcome.kind === 'unfit') return await refuse(house, job, target, outcome)
      return await store(house, job, { options, target, seen, rows: files.rows }, outcome, means)
    } finally {
      folder.remove()
    }
  })
}

/** Whatever happens, the import comes to rest and says how. */
async function settling<T>(house: House, job: Job, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const rest = restAfter(error, (stack) => house.log('import.failed', { import: job.id, stack }))
    await settle(house.db, job.id, job.owner, rest, house.now())
    throw error
  }
}

/** Writes what the draft holds for the worker to read; answers the draft's version at that moment. */
async function writePresent(house: House, edition: number, options: ImportOptions, to: string): Promise<number> {
  const above = levelAbove(options)
  const wanted = LEVELS.filter((level) => level === 'district' || (level === above && options.parent === undefined))
  return house.db.snapshot(async (tx) => {
    const found = await readVersion(tx, edition)
    if (found === undefined) throw new Problem('not-found', { facts: { edition } })
    await pipeline(copyOfAreas(tx, edition, wanted), createWriteStream(to, { mode: 0o600 }))
    return found.version
  })
}

async function refuse(house: House, job: Job, target: 'new' | number, unfit: Unfit): Promise<Refused> {
  const { total, problems } = unfit
  await house.db.transaction(async (tx) => {
    const editionId = target === 'new' ? null : target
    const rest = { state: 'refused', editionId, problems: { total, kept: problems } } as const
    await settle(tx, job.id, job.owner, rest, house.now())
    const detail = { importId: job.id, problems: total }
    await note(tx, {
      at: house.now(),
      account: job.account,
      action: 'territory.import-refused',
      target: job.file,
      detail,
    })
  })
  return { kind: 'refused', importId: job.id, total, problems }
}

async function store(
  house: House,
  job: Job,
  plan: { options: ImportOptions; target: 'new' | number; seen: number | null; rows: string },
  { counts, repairs, notes }: Extract<Outcome, { kind: 'made' }>,
  { report, signal }: Means,
): Promise<Imported> {
  const { options, target, seen, rows } = plan
  const { id: importId, file } = job
  const onRows = (done: number) => {
    if (signal.aborted) throw new Cancelled()
    report({ phase: 'store', done, bytes: 0, totalBytes: 0 })
  }
  return house.db.transaction(async (tx) => {
    const editionId = target === 'new' ? await createEdition(tx, options.editionName ?? file) : target
    const status = await lockEdition(tx, editionId)
    if (status === undefined || !isOpen(status)) throw new Problem('illegal-move', { facts: { editionId, status } })
    if (seen !== null && (await readVersion(tx, editionId))?.version !== seen) throw new Problem('stale-version')
    await copyAreas(tx, rowsToCopy(rows, editionId, onRows))
    await reopenDraft(tx, editionId)
    await forgetChanges(tx, editionId)
    const rest = { state: 'done', editionId, counts, repairs, fileGone: true } as const
    if (!(await settle(tx, importId, job.owner, rest, house.now()))) throw new Problem('import-lost')
    const detail = { file, importId, taken: counts, repairs: repairs.length }
    await note(tx, { at: house.now(), account: job.account, action: 'territory.import', target: editionId, detail })
    return { kind: 'imported', importId, editionId, taken: counts, repairs, notes } as const
  })
}

export async function servedDistrict(house: House, { district: code }: { district: string }): Promise<District> {
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  if (district.code === code) return district
  const expected = `${district.code}, the district of this installation`
  throw new Problem('invalid-input', { flaws: [{ path: 'district', expected, got: code }] })
}

import { rm } from 'node:fs/promises'
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { accountOf, allow } from '../../access/guard.ts'
import { CrsName, Id } from '../../api/terms.ts'
import { IMPORT_LIMIT_BYTES, ImportOptions, PreviewAsked } from '../../api/territoryImport.ts'
import { accept } from '../../contract.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { computeApart } from './apart.ts'
import { newDesk } from './desk.ts'
import { atWrongTime, beginPreview, beginRun, importFile, known, preview, run } from './flow.ts'
import { mayTake } from './import.ts'
import { importOut } from './importOut.ts'
import { deleteImport, insertImport, keptProblems, listImports, problemsOf, readScanned } from './importStore.ts'
import { optionsOfQuery } from './query.ts'
import { showImport } from './show.ts'
import { spoolPath, spoolUpload } from './spool.ts'
import { sweepImports } from './sweep.ts'

/** Problems told at once by the import in one request. */
const PROBLEMS_SHOWN = 1000
const BINARY = ['application/octet-stream', 'application/geo+json', 'application/zip', 'application/vnd.*']

const ImportId = z.strictObject({ id: Id })
const EditionId = ImportId
const Upload = z.strictObject({ file: z.string().trim().min(1).max(256) })
const PreviewQuery = z.strictObject({ crs: CrsName.optional(), swapAxes: z.stringbool().default(false) })
const whole = z.coerce.number().int().min(0)
const ProblemsQuery = z.strictObject({ after: whole.default(0), limit: whole.min(1).max(500).default(100) })

/** Imports of boundary files: upload, preview, run, problems. Mounted below /api, behind `signedIn`. */
export function importRoutes(house: House): Router {
  const routes = Router()
  const administrator = allow('administrator')
  const desk = newDesk(house)
  const by = (res: Response) => accountOf(res).id
  const shown = async (id: number) => importOut(await known(house, id), desk.progress(id))

  routes.post('/territory/imports', administrator, async (req, res) => {
    const { file } = accept(Upload, req.query)
    await sweepImports(house)
    const { spool, bytes } = await spooled(house, req)
    const id = await insertImport(house.db, { file, bytes, spool, account: by(res) })
    const job = await beginPreview(house, id, by(res))
    void desk.start(id, (means) => preview(house, job, {}, means))
    res.status(201).json(await shown(id))
  })

  routes.get('/territory/imports', administrator, async (_req, res) => {
    await sweepImports(house)
    const imports = await listImports(house.db)
    res.json({ imports: imports.map((one) => importOut(one, desk.progress(one.id))) })
  })

  routes.get('/territory/imports/:id', administrator, async (req, res) => {
    res.json(await shown(accept(ImportId, req.params).id))
  })

  routes.get('/territory/imports/:id/preview', administrator, async (req, res) => {
    const { id } = accept(ImportId, req.params)
    const { crs, swapAxes } = accept(PreviewQuery, req.query)
    const found = await known(house, id)
    const scanned = await readScanned(house.db, id)
    if (!scanned) throw atWrongTime(found)
    const asked = crs === undefined ? undefined : { crs, swapAxes }
    res.json(await showImport(house, { file: found.file }, scanned, asked))
  })

  routes.post('/territory/imports/:id/preview', administrator, async (req, res) => {
    const { id } = accept(ImportId, req.params)
    const asked = accept(PreviewAsked, req.body)
    const job = await beginPreview(house, id, by(res))
    void desk.start(id, (means) => preview(house, job, asked, means))
    res.status(202).json(await shown(id))
  })

  routes.post('/territory/imports/:id/run', administrator, async (req, res) => {
    const { id } = accept(ImportId, req.params)
    const options = accept(ImportOptions, req.body)
    const job = await beginRun(house, id, options, by(res))
    void desk.start(id, async (means) => {
      const made = await run(house, job, options, means)
      if (made.kind === 'imported') await rm(job.path, { force: true })
    })
    res.status(202).json(await shown(id))
  })

  routes.post('/territory/imports/:id/cancel', administrator, async (req, res) => {
    const { id } = accept(ImportId, req.params)
    const found = await known(house, id)
    if (!(await desk.cancel(id))) throw atWrongTime(found)
    res.json(await shown(id))
  })

  routes.get('/territory/imports/:id/problems', administrator, async (req, res) => {
    const { id } = accept(ImportId, req.params)
    const { after, limit } = accept(ProblemsQuery, req.query)
    const { problems: total } = await known(house, id)
    const [problems, kept] = [await problemsOf(house.db, id, after, limit), await keptProblems(house.db, id)]
    const end = after + problems.length
    res.json({ total, kept, problems, next: end < kept ? end : null })
  })

  routes.delete('/territory/imports/:id', administrator, async (req, res) => {
    const { id } = accept(ImportId, req.params)
    const found = await known(house, id)
    if (!mayTake('discard', found)) throw atWrongTime(found)
    await deleteImport(house.db, id)
    if (found.spool !== null) await rm(spoolPath(house.folder, found.spool), { force: true })
    res.status(204).end()
  })

  routes.post('/territory/editions/:id/import', administrator, async (req, res) => {
    const { options, file } = optionsOfQuery(req.query, accept(EditionId, req.params).id)
    const { spool, bytes } = await spooled(house, req)
    const path = spoolPath(house.folder, spool)
    const stop = new AbortController()
    res.once('close', () => stop.abort())
    try {
      const given = { path, file, bytes, options, account: by(res) }
      const means = { compute: computeApart, report: () => undefined, signal: stop.signal }
      const made = await importFile(house, given, means)
      if (made.kind === 'imported') return void res.status(201).json(made)
      const { importId, total, problems } = made
      const facts = { importId, count: total, problems: problems.slice(0, PROBLEMS_SHOWN) }
      throw new Problem('import-refused', { facts })
    } finally {
      await rm(path, { force: true })
    }
  })

  return routes
}

function spooled(house: House, req: Request) {
  const type = req.get('content-type')
  if (!req.is(BINARY)) throw new Problem('unsupported-media', { facts: { expected: BINARY.join(', '), got: type } })
  const length = req.get('content-length')
  const declaredBytes = length === undefined ? null : Number(length)
  return spoolUpload(house.folder, req, { limitBytes: IMPORT_LIMIT_BYTES, declaredBytes })
}

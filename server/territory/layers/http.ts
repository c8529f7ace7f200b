import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { accountOf, allow } from '../../access/guard.ts'
import { CopiedLayer, LAYER_FILE_LIMIT_BYTES, type LayerFile, LayerFileQuery, NewLayer } from '../../api/gridLayers.ts'
import { ApplyMerge, MergeIn } from '../../api/gridMerge.ts'
import { ConflictsQuery, OverlayIn } from '../../api/gridOverlay.ts'
import { Id } from '../../api/terms.ts'
import { accept } from '../../contract.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { drawn } from '../geojson.ts'
import { readEdition } from '../store.ts'
import { dropFile, keepFile, look, placeOf } from './files.ts'
import { addLayer, compareLayers, copyLayer, dropLayer } from './flow.ts'
import { applyMerge, mergeDraft } from './mergeFlow.ts'
import { lineageOf, mergedAreas, mergedAsGeoJson, movedBy, readMerge } from './mergeStore.ts'
import { lastOverlay, readConflicts } from './overlayStore.ts'
import { type Runs, runsOf } from './runs.ts'
import { listLayers, readLayerAreas } from './store.ts'
import { lineageTable, movedTable } from './table.ts'

const One = z.strictObject({ id: Id })
const Run = z.strictObject({ run: z.uuid() })
const AreaOf = z.strictObject({ id: Id, code: z.string().min(1).max(64) })
const FileOf = z.strictObject({ file: z.uuid() })

/** Layers, their overlay and the merge of them. Mounted below /api, behind `signedIn`; administrators only. */
export function layerRoutes(house: House): Router {
  const routes = Router()
  const runs = runsOf(house)
  layers(routes, house, runs)
  overlays(routes, house, runs)
  merges(routes, house, runs)

  routes.get('/territory/layer-runs/:run', administrator, (req, res) => {
    res.json(runs.look(accept(Run, req.params).run))
  })

  routes.delete('/territory/layer-runs/:run', administrator, (req, res) => {
    res.json(runs.cancel(accept(Run, req.params).run))
  })

  return routes
}

const administrator = allow('administrator')
const idOf = (req: Request) => accept(One, req.params).id
const by = (res: Response) => ({ account: accountOf(res).id })

function layers(routes: Router, house: House, runs: Runs): void {
  routes.get('/territory/editions/:id/layers', administrator, async (req, res) => {
    const edition = await knownEdition(house, idOf(req))
    const merge = (await readMerge(house.db, { edition })) ?? null
    res.json({ layers: await listLayers(house.db, edition), overlay: await lastOverlay(house.db, edition), merge })
  })

  routes.post('/territory/layer-files', administrator, async (req, res) => {
    const asked = accept(LayerFileQuery, req.query)
    if (Number(req.get('content-length') ?? 0) > LAYER_FILE_LIMIT_BYTES)
      throw new Problem('body-too-large', { facts: { limitBytes: LAYER_FILE_LIMIT_BYTES } })
    res.status(201).json(await keepFile(house, req, asked, whileWanted(res)))
  })

  routes.get('/territory/layer-files/:file', administrator, async (req, res) => {
    const { file } = accept(FileOf, req.params)
    const asked = accept(LayerFileQuery, req.query)
    const preview = await look(house, await placeOf(house, file), asked, whileWanted(res))
    res.json({ file, name: asked.name, preview } satisfies LayerFile)
  })

  routes.post('/territory/editions/:id/layers', administrator, async (req, res) => {
    const beside = await knownEdition(house, idOf(req))
    const { file, fileName, columns, shared, ...origin } = accept(NewLayer, req.body)
    const path = await placeOf(house, file)
    const run = runs.start('layer', async (control) => {
      const named = { ...origin, edition: shared ? null : beside, file: fileName }
      const made = await addLayer(house, named, { path, columns, beside, ...by(res) }, control)
      await dropFile(path)
      return made
    })
    res.status(202).json(run)
  })

  routes.post('/territory/editions/:id/layers/copy', administrator, async (req, res) => {
    const beside = await knownEdition(house, idOf(req))
    const { from, shared, ...origin } = accept(CopiedLayer, req.body)
    const file = `edition ${from.edition}, ${from.level}`
    const id = await copyLayer(house, { ...origin, edition: shared ? null : beside, file }, { from, ...by(res) })
    res.status(201).json({ id })
  })

  routes.delete('/territory/layers/:id', administrator, async (req, res) => {
    await dropLayer(house, idOf(req), by(res))
    res.status(204).end()
  })

  routes.get('/territory/layers/:id/areas', administrator, async (req, res) => {
    const layer = await readLayerAreas(house.db, idOf(req))
    if (layer === undefined) throw new Problem('not-found')
    const features = layer.areas.map(({ geometry, ...properties }) => ({
      type: 'Feature',
      properties,
      geometry: drawn(geometry),
    }))
    res.type('application/geo+json').send(JSON.stringify({ type: 'FeatureCollection', features }))
  })
}

function overlays(routes: Router, house: House, runs: Runs): void {
  routes.post('/territory/editions/:id/overlays', administrator, async (req, res) => {
    const edition = await knownEdition(house, idOf(req))
    const options = accept(OverlayIn, req.body)
    res.status(202).json(runs.start('overlay', (control) => compareLayers(house, edition, options, control)))
  })

  routes.get('/territory/overlays/:id/conflicts', administrator, async (req, res) => {
    const query = accept(ConflictsQuery, req.query)
    const page = await readConflicts(house.db, idOf(req), query)
    if (page === undefined) throw new Problem('not-found')
    const last = page.conflicts.at(-1)
    res.json({ ...page, next: page.conflicts.length === query.limit ? last!.n : null })
  })
}

function merges(routes: Router, house: House, runs: Runs): void {
  routes.post('/territory/editions/:id/merges', administrator, async (req, res) => {
    const edition = await knownEdition(house, idOf(req))
    const rules = accept(MergeIn, req.body)
    res.status(202).json(runs.start('merge', (control) => mergeDraft(house, edition, rules, control)))
  })

  routes.get('/territory/merges/:id/areas', administrator, async (req, res) => {
    const id = await knownMerge(house, idOf(req))
    res.type('application/geo+json').send(JSON.stringify(mergedAsGeoJson(await mergedAreas(house.db, id))))
  })

  routes.get('/territory/merges/:id/moved', administrator, async (req, res) => {
    res.json({ moved: await movedBy(house.db, await knownMerge(house, idOf(req))) })
  })

  routes.get('/territory/merges/:id/lineage.csv', administrator, async (req, res) => {
    const id = await knownMerge(house, idOf(req))
    asFile(res, `lineage-${id}.csv`, lineageTable(await mergedAreas(house.db, id)))
  })

  routes.get('/territory/merges/:id/moved.csv', administrator, async (req, res) => {
    const id = await knownMerge(house, idOf(req))
    asFile(res, `moved-${id}.csv`, movedTable(await movedBy(house.db, id)))
  })

  routes.post('/territory/merges/:id/apply', administrator, async (req, res) => {
    const { version } = accept(ApplyMerge, req.body)
    res.status(201).json(await applyMerge(house, idOf(req), { version, ...by(res) }))
  })

  routes.get('/territory/editions/:id/lineage/:code', administrator, async (req, res) => {
    const { id, code } = accept(AreaOf, req.params)
    const found = await lineageOf(house.db, id, code)
    if (found === undefined) throw new Problem('not-found', { facts: { edition: id, area: code } })
    res.json(found ?? { merge: null, lineage: [] })
  })
}

async function knownEdition(house: House, id: number): Promise<number> {
  if ((await readEdition(house.db, id)) === undefined) throw new Problem('not-found', { facts: { edition: id } })
  return id
}

async function knownMerge(house: House, id: number): Promise<number> {
  if ((await readMerge(house.db, { id })) === undefined) throw new Problem('not-found', { facts: { merge: id } })
  return id
}

/** Aborts when the caller is gone. */
function whileWanted(res: Response): AbortSignal {
  const stop = new AbortController()
  res.once('close', () => stop.abort())
  return stop.signal
}

function asFile(res: Response, name: string, text: string): void {
  res.attachment(name).type('text/csv; charset=utf-8').send(text)
}

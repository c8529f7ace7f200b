import { loadGeos } from '../../../geo/geos.ts'
import { boundingBox } from '../../../geo/interior.ts'
import type { Layer, Parent } from '../../../geo/overlay/layer.ts'
import type { Box, Level } from '../../../geo/types.ts'
import { note } from '../../access/store.ts'
import type { CopiedLayer, LayerColumns } from '../../api/gridLayers.ts'
import type { OverlayIn } from '../../api/gridOverlay.ts'
import type { Queries } from '../../db.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { versionOf } from '../change/store.ts'
import { areasOf } from '../store.ts'
import { inWorker } from './inWorker.ts'
import type { LayerOrigin, ReadLayer } from './layer.ts'
import { overlayOut } from './overlayOut.ts'
import { insertOverlay } from './overlayStore.ts'
import { reportOf } from './report.ts'
import type { Control } from './runs.ts'
import { deleteLayer, insertLayer, readLayerAreas } from './store.ts'

/**
 * Reads a boundary file into a layer, in a thread of its own.
 * @throws Problem no-district, and what `readLayer` refuses with
 */
export async function addLayer(
  house: House,
  origin: LayerOrigin,
  from: { path: string; columns: LayerColumns; beside: number; account: number | null },
  control: Control,
): Promise<number> {
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  const { code, name } = district
  const read = await inWorker(
    'read',
    {
      path: from.path,
      name: origin.file,
      columns: from.columns,
      district: { code, name },
      box: await districtBox(house.db, from.beside),
    },
    control,
  )
  return keep(house, origin, read, from.account)
}

/** Makes a layer of the areas of one level of an edition. @throws Problem not-found (no such areas) */
export async function copyLayer(
  house: House,
  origin: LayerOrigin,
  { from, account }: { from: CopiedLayer['from']; account: number | null },
): Promise<number> {
  const areas = await areasOf(house.db, from.edition, from.level)
  if (areas.length === 0) throw new Problem('not-found', { facts: from })
  const report = reportOf(await loadGeos(), areas, [])
  return keep(house, origin, { areas, report }, account)
}

async function keep(house: House, origin: LayerOrigin, read: ReadLayer, account: number | null): Promise<number> {
  return house.db.transaction(async (tx) => {
    const id = await insertLayer(tx, { ...origin, ...read, account, at: house.now() })
    const { system, name, file, edition } = origin
    const detail = { system, name, file, edition, areas: read.areas.length }
    await note(tx, { at: house.now(), account, action: 'layer.add', target: id, detail })
    return id
  })
}

/** Removes a layer; comparisons and merges that were made with it stay. @throws Problem not-found */
export async function dropLayer(house: House, id: number, { account }: { account: number | null }): Promise<void> {
  await house.db.transaction(async (tx) => {
    if (!(await deleteLayer(tx, id))) throw new Problem('not-found', { facts: { layer: id } })
    await note(tx, { at: house.now(), account, action: 'layer.drop', target: id })
  })
}

/** Compares layers over a draft, in a thread of its own; answers the number of the comparison. */
export async function compareLayers(
  house: House,
  edition: number,
  options: OverlayIn,
  control: Control,
): Promise<number> {
  const { version, layers, parents } = await gathered(house.db, edition, options)
  const order = layers.map((_, n) => n)
  const { smallest, toleranceM } = options
  const found = await inWorker('overlay', { parents, layers, options: { order, smallest, toleranceM } }, control)
  const { summary, conflicts } = overlayOut(layers, parents, found)
  return house.db.transaction((tx) =>
    insertOverlay(tx, { edition, version, options, summary, at: house.now() }, conflicts),
  )
}

/** Layers in the order asked for and the areas they are laid over, of a draft as it stands. @throws Problem not-found */
export async function gathered(
  db: Queries,
  edition: number,
  asked: { layers: readonly number[]; within: Level; parents?: readonly string[] | undefined },
): Promise<{ version: number; layers: Layer[]; parents: Parent[] }> {
  const version = await versionOf(db, edition)
  if (version === undefined) throw new Problem('not-found', { facts: { edition } })
  const layers: Layer[] = []
  for (const id of new Set(asked.layers)) {
    const layer = await readLayerAreas(db, id)
    if (layer === undefined) throw new Problem('not-found', { facts: { layer: id } })
    layers.push(layer)
  }
  const all = await areasOf(db, edition, asked.within)
  const wanted = asked.parents === undefined ? null : new Set(asked.parents)
  const parents = all
    .filter(({ code }) => wanted === null || wanted.has(code))
    .map(({ code, name, geometry }) => ({ code, name, geometry }))
  if (parents.length === 0 || (wanted !== null && parents.length < wanted.size)) {
    const missing = [...(wanted ?? [])].filter((code) => !all.some((area) => area.code === code))
    throw new Problem('not-found', { facts: { edition, level: asked.within, ...(wanted && { parents: missing }) } })
  }
  return { version, layers, parents }
}

async function districtBox(db: Queries, edition: number): Promise<Box | null> {
  const [district] = await areasOf(db, edition, 'district')
  return district === undefined ? null : boundingBox(district.geometry)
}

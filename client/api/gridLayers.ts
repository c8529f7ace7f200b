import type { MultiPolygon, Polygon } from 'geojson'
import { z } from 'zod'
import {
  type CopiedLayer,
  type LayerColumns,
  LayerFile,
  LayerRun,
  LayersOut,
  type NewLayer,
} from '../../server/api/gridLayers.ts'
import { MergedAreaOut, type MergeIn, MovedOut } from '../../server/api/gridMerge.ts'
import { type ConflictKindName, ConflictsOut, type OverlayIn } from '../../server/api/gridOverlay.ts'
import { Changed } from '../../server/api/territoryChange.ts'
import { ask } from '../ask.ts'
import { type Sending, sendFile } from './sendFile.ts'

const Shape = z.custom<Polygon | MultiPolygon>()
const SourceAreas = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: Shape,
      properties: z.object({ code: z.string(), name: z.string() }),
    }),
  ),
})
export type SourceAreas = z.infer<typeof SourceAreas>
const MergedAreas = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({ type: z.literal('Feature'), geometry: Shape, properties: MergedAreaOut })),
})
export type MergedAreas = z.infer<typeof MergedAreas>

const of = (edition: number) => `/api/territory/editions/${edition}`

export const layersOf = (edition: number) => ask(LayersOut, 'GET', `${of(edition)}/layers`)
export const areasOfLayer = (layer: number) => ask(SourceAreas, 'GET', `/api/territory/layers/${layer}/areas`)
export const dropLayer = (layer: number) => ask(z.undefined(), 'DELETE', `/api/territory/layers/${layer}`)
export const addLayer = (edition: number, layer: z.input<typeof NewLayer>) =>
  ask(LayerRun, 'POST', `${of(edition)}/layers`, layer)
export const copyLayer = (edition: number, layer: z.input<typeof CopiedLayer>) =>
  ask(z.object({ id: z.number() }), 'POST', `${of(edition)}/layers/copy`, layer)

/** Sends a file that is to become a layer of a draft; answers what is in it. */
export const uploadLayerFile = (edition: number, file: File, onProgress: (bytes: number) => void): Sending<LayerFile> =>
  sendFile(
    LayerFile,
    `/api/territory/layer-files?${new URLSearchParams({ name: file.name, edition: String(edition) })}`,
    file,
    onProgress,
  )

/** A file that was sent, looked at in another way. */
export const lookAnew = (
  edition: number,
  { file, name }: LayerFile,
  { table, encoding, crs, swapAxes }: Pick<z.input<typeof LayerColumns>, 'table' | 'encoding' | 'crs' | 'swapAxes'>,
) => {
  const query = new URLSearchParams({ name, edition: String(edition), swapAxes: String(swapAxes) })
  if (table !== undefined) query.set('table', table)
  if (encoding !== undefined) query.set('encoding', encoding)
  if (crs !== undefined) query.set('crs', crs)
  return ask(LayerFile, 'GET', `/api/territory/layer-files/${file}?${query}`)
}

export const compare = (edition: number, options: z.input<typeof OverlayIn>) =>
  ask(LayerRun, 'POST', `${of(edition)}/overlays`, options)
export const merge = (edition: number, rules: z.input<typeof MergeIn>) =>
  ask(LayerRun, 'POST', `${of(edition)}/merges`, rules)
export const lookAt = (run: string) => ask(LayerRun, 'GET', `/api/territory/layer-runs/${run}`)
export const stop = (run: string) => ask(LayerRun, 'DELETE', `/api/territory/layer-runs/${run}`)

export const conflicts = (overlay: number, asked: { kind: ConflictKindName | null; after: number; limit: number }) => {
  const query = new URLSearchParams({ after: String(asked.after), limit: String(asked.limit) })
  if (asked.kind !== null) query.set('kind', asked.kind)
  return ask(ConflictsOut, 'GET', `/api/territory/overlays/${overlay}/conflicts?${query}`)
}
export const mergedAreas = (id: number) => ask(MergedAreas, 'GET', `/api/territory/merges/${id}/areas`)
export const movedBy = (id: number) =>
  ask(z.object({ moved: z.array(MovedOut) }), 'GET', `/api/territory/merges/${id}/moved`)
export const applyMerge = (id: number, version: number) =>
  ask(Changed, 'POST', `/api/territory/merges/${id}/apply`, { version })

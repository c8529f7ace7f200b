import type { Feature } from 'geojson'
import type { LayerOut, LayerRun, LayersOut } from '../../../../server/api/gridLayers.ts'
import type { MovedOut } from '../../../../server/api/gridMerge.ts'
import type { ConflictKindName, ConflictOut } from '../../../../server/api/gridOverlay.ts'
import * as api from '../../../api/gridLayers.ts'
import { ApiError } from '../../../ask.ts'
import type { LevelName } from '../../../map/area.ts'
import { draft } from '../../../state/draft.svelte.ts'

const PAGE = 100
const LOOK_MS = 400

/** What the panel works with: the layers of the opened edition, how they agree, and the grid they become. */
class LayerWork {
  all = $state.raw<LayersOut | null>(null)
  /** Layers by number in the order of authority. */
  order = $state.raw<number[]>([])
  visible = $state.raw<ReadonlySet<number>>(new Set())
  shapes = $state.raw<ReadonlyMap<number, api.SourceAreas>>(new Map())
  conflicts = $state.raw<{ total: number; next: number | null; rows: ConflictOut[] } | null>(null)
  kind = $state<ConflictKindName | null>(null)
  conflict = $state<number | null>(null)
  merged = $state.raw<api.MergedAreas | null>(null)
  moved = $state.raw<MovedOut[] | null>(null)
  area = $state<number | null>(null)
  run = $state.raw<LayerRun | null>(null)
  error = $state.raw<unknown>(null)

  layers = $derived(
    this.order.flatMap((id) => this.all?.layers.find((layer) => layer.id === id) ?? []) as readonly LayerOut[],
  )
  busy = $derived(this.run?.state === 'running')
  /** Levels of the draft that layers can be merged inside, from the smallest. */
  levels = $derived(
    (['grid', 'community', 'street'] as const).filter(
      (level) => (draft.edition?.counts[level] ?? 0) > 0,
    ) as LevelName[],
  )
  turnOf = (id: number): number => this.all?.layers.findIndex((layer) => layer.id === id) ?? 0
  nameOf = (id: number): string => this.all?.layers.find((layer) => layer.id === id)?.name ?? `#${id}`

  async load(): Promise<void> {
    const edition = draft.id
    if (edition === null) return
    try {
      const all = await api.layersOf(edition)
      if (edition !== draft.id) return
      const ids = all.layers.map(({ id }) => id)
      const before = new Set(this.order)
      this.all = all
      this.order = [...this.order.filter((id) => ids.includes(id)), ...ids.filter((id) => !before.has(id))]
      this.visible = new Set(ids.filter((id) => !before.has(id) || this.visible.has(id)))
      await Promise.all([this.#loadShapes(), this.loadConflicts(this.kind), this.#loadMerge()])
    } catch (error) {
      this.error = error
    }
  }

  forget(): void {
    this.all = null
    this.order = []
    this.conflicts = null
    this.merged = null
    this.moved = null
    this.area = null
    this.conflict = null
    this.error = null
  }

  toggle(id: number): void {
    const visible = new Set(this.visible)
    if (!visible.delete(id)) visible.add(id)
    this.visible = visible
    void this.#loadShapes().catch(this.#note)
  }

  move(id: number, by: -1 | 1): void {
    const order = [...this.order]
    const at = order.indexOf(id)
    const other = order[at + by]
    if (other === undefined) return
    order[at + by] = id
    order[at] = other
    this.order = order
  }

  async remove(id: number): Promise<void> {
    await this.#tried(async () => {
      await api.dropLayer(id)
      await this.load()
    })
  }

  async loadConflicts(kind: ConflictKindName | null, after = 0): Promise<void> {
    const overlay = this.all?.overlay
    this.kind = kind
    if (overlay === null || overlay === undefined) {
      this.conflicts = null
      return
    }
    const page = await api.conflicts(overlay.id, { kind, after, limit: PAGE })
    const rows = after === 0 ? page.conflicts : [...(this.conflicts?.rows ?? []), ...page.conflicts]
    this.conflicts = { total: page.total, next: page.next, rows }
  }

  async #loadShapes(): Promise<void> {
    const missing = [...this.visible].filter((id) => !this.shapes.has(id))
    const found = await Promise.all(missing.map(async (id) => [id, await api.areasOfLayer(id)] as const))
    if (found.length > 0) this.shapes = new Map([...this.shapes, ...found])
  }

  async #loadMerge(): Promise<void> {
    const merge = this.all?.merge
    this.area = null
    if (merge === null || merge === undefined) {
      this.merged = null
      this.moved = null
      return
    }
    const [areas, { moved }] = await Promise.all([api.mergedAreas(merge.id), api.movedBy(merge.id)])
    this.merged = areas
    this.moved = moved
  }

  /** Starts work in the server and stays with it to its end; answers whether it came to one. */
  async follow(start: () => Promise<LayerRun>): Promise<boolean> {
    this.error = null
    return this.#tried(async () => {
      this.run = await start()
      while (this.run.state === 'running') {
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
        this.run = await api.lookAt(this.run.id)
      }
      if (this.run.error !== null) {
        const { code, zh, en, facts, flaws } = this.run.error
        throw new ApiError(code, { zh, en }, facts, undefined, flaws)
      }
      await this.load()
    })
  }

  async stop(): Promise<void> {
    if (this.run !== null) await this.#tried(async () => void (await api.stop(this.run!.id)))
  }

  /** Puts the merged grid into the draft. */
  async apply(): Promise<boolean> {
    return this.#tried(async () => {
      await api.applyMerge(this.all!.merge!.id, draft.version!)
      await draft.reload()
      await this.load()
    })
  }

  async #tried(work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return this.run?.state !== 'cancelled'
    } catch (error) {
      this.#note(error)
      return false
    }
  }

  #note = (error: unknown): void => {
    this.error = error
  }
}

export const work = new LayerWork()

/** A shape with what the map is told of it. */
export const drawnAs = (geometry: Feature['geometry'], properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry,
  properties,
})

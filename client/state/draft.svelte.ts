import type { Edit, EditArea } from '../../geo/edit/edit.ts'
import { areaM2, interiorPoint } from '../../geo/interior.ts'
import type { ChangeIn, Changes } from '../../server/api/territoryChange.ts'
import * as api from '../api/draft.ts'
import { type AreaCollection, LEVELS, type LevelName } from '../map/area.ts'
import { type Outlines, outlines } from '../map/tiles.ts'
import { isLarge } from './territory.svelte.ts'
import { url } from './url.svelte.ts'

/** The editions, and the one that is open: its areas at full precision, its version, its changes. */
class DraftState {
  all = $state.raw<api.EditionOut[] | null>(null)
  /** What may be edited; of a large edition the areas around the view, once it is near. */
  areas = $state.raw<Partial<Record<LevelName, api.ExactAreas>>>({})
  /** The upper levels of a large edition, thinned; null of any other. */
  sketch = $state.raw<Outlines | null>(null)
  changes = $state.raw<Changes['changes']>([])
  version = $state<number | null>(null)
  error = $state.raw<unknown>(null)
  loading = $state(false)
  /** How often areas were loaded: what was brought before the last time is gone. */
  loads = 0
  /** An edition that the address named and that is not there, until another is chosen. */
  gone = $state<number | null>(null)
  #turn = 0
  /** The edition that the areas are of. */
  #of: number | null = null

  /** The edition the address names. */
  id = $derived(numberOf(url.place.more.edition))
  edition = $derived(this.all?.find(({ id }) => id === this.id) ?? null)
  /** Whether its areas may be changed. */
  editable = $derived(['draft', 'checked', 'approved'].includes(this.edition?.status ?? ''))
  /** What is there to be looked at, at whatever precision. */
  seen = $derived<Partial<Record<LevelName, AreaCollection>>>(this.sketch ?? this.areas)
  canUndo = $derived(this.editable && this.changes.some(({ undone }) => !undone))
  canRedo = $derived(this.editable && this.changes.some(({ undone }) => undone))

  async list() {
    try {
      this.all = await api.editions()
      const first = this.all.find(({ status }) => status !== 'published') ?? this.all[0]
      if (this.edition !== null) return
      this.gone = this.id
      url.keep({ edition: first === undefined ? undefined : String(first.id) })
    } catch (error) {
      this.error = error
    }
  }

  open(id: number) {
    this.gone = null
    url.keep({ edition: String(id) })
  }

  async create(name: string) {
    const made = await api.newDraft(name)
    await this.list()
    this.open(made.id)
  }

  /**
   * Loads the areas of the edition of the address, of a large one only its sketch, and its changes. What stood there of
   * the same edition stands until all of the new has come.
   */
  load = async (): Promise<void> => {
    // A link may name an edition that is younger than the list, or no longer there.
    if (this.id !== null && this.edition === null) await this.list()
    const turn = ++this.#turn
    const id = this.id
    const again = id === this.#of
    this.#of = id
    this.error = null
    this.version = null
    if (!again) [this.areas, this.changes, this.sketch] = [{}, [], null]
    if (id === null) return
    this.loading = true
    try {
      const fresh: typeof this.areas = {}
      const large = isLarge(this.edition?.counts)
      const sketch = large ? await outlines(id) : null
      if (turn !== this.#turn) return
      this.sketch = sketch
      for (const level of large ? [] : LEVELS) {
        fresh[level] = await api.exactAreas(id, level)
        if (turn !== this.#turn) return
        if (!again) this.areas = { ...fresh }
      }
      const { version, changes } = await api.changes(id)
      if (turn !== this.#turn) return
      this.areas = fresh
      this.loads++
      this.changes = changes
      this.version = version
    } catch (error) {
      if (turn === this.#turn) this.error = error
    } finally {
      if (turn === this.#turn) this.loading = false
    }
  }

  /** Everything anew after something changed the edition beside this page's own changes: an import, a repair, a check. */
  async reload() {
    await this.list()
    await this.load()
  }

  /** Applies one change to the draft. @throws ApiError, `stale-version` where somebody was first */
  async apply(change: Omit<ChangeIn, 'version'>) {
    const id = this.id!
    await api.apply(id, { ...change, version: this.version! })
    await this.reload()
  }

  /** Shows what an action of this page does, before the server has acknowledged it. */
  take({ remove, put }: Pick<Edit, 'remove' | 'put'>) {
    const gone = new Set([...remove, ...put.map(({ code }) => code)])
    const areas = { ...this.areas }
    for (const level of LEVELS) {
      const had = areas[level]
      const come = put.filter((area) => area.level === level)
      if (had === undefined && come.length === 0) continue
      const features = (had?.features ?? []).filter(({ properties }) => !gone.has(properties.code))
      if (come.length === 0 && features.length === had?.features.length) continue
      const fresh = had ?? { type: 'FeatureCollection', version: this.version ?? 1, features: [] }
      areas[level] = { ...fresh, features: [...features, ...come.map(featureOf)] }
    }
    this.areas = areas
  }

  /** Adds areas of a large edition that were not here yet. */
  bring({ features }: api.ExactAreas) {
    const areas = { ...this.areas }
    for (const [level, come] of Map.groupBy(features, ({ properties }) => properties.level)) {
      const had = areas[level]?.features ?? []
      const known = new Set(had.map(({ properties }) => properties.code))
      const fresh = come.filter(({ properties }) => !known.has(properties.code))
      areas[level] = { type: 'FeatureCollection', version: this.version ?? 1, features: [...had, ...fresh] }
    }
    this.areas = areas
  }

  /** The draft as it stands is of this version. */
  acknowledge(version: number) {
    this.version = version
    this.all =
      this.all?.map((edition) =>
        edition.id === this.id ? { ...edition, version, status: 'draft', counts: this.#counted(edition) } : edition,
      ) ?? null
  }

  /** The numbers of areas as they stand here; of a large edition the server's own. */
  #counted({ counts }: api.EditionOut): api.EditionOut['counts'] {
    if (isLarge(counts)) return counts
    return Object.fromEntries(LEVELS.map((level) => [level, this.areas[level]?.features.length ?? 0]))
  }

  /** The list of changes anew. */
  async recall() {
    const id = this.id
    if (id === null) return
    const { changes } = await api.changes(id).catch(() => ({ changes: this.changes }))
    if (id === this.id) this.changes = changes
  }

  /** One area as the editor holds it. */
  area(code: string): EditArea | undefined {
    for (const level of LEVELS) {
      const found = this.areas[level]?.features.find(({ properties }) => properties.code === code)
      if (found !== undefined) return { ...found.properties, geometry: found.geometry }
    }
    return undefined
  }

  undo = () => this.#step('undo')
  redo = () => this.#step('redo')

  async #step(way: 'undo' | 'redo') {
    await api.turn(this.id!, way, this.version!)
    await this.reload()
  }
}

function featureOf({ geometry, level, code, name, parent, source }: EditArea): api.ExactArea {
  const label = interiorPoint(geometry) ?? [0, 0]
  const properties = { level, code, name, parent, source, label: [label[0], label[1]] as [number, number] }
  return { type: 'Feature', geometry, properties: { ...properties, areaM2: areaM2(geometry) } }
}

function numberOf(text: string | undefined): number | null {
  const number = Number(text)
  return Number.isSafeInteger(number) && number > 0 ? number : null
}

export const draft = new DraftState()

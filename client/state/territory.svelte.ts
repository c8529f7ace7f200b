import { areaFacts } from '../api/inspect.ts'
import * as api from '../api.ts'
import { type AreaCollection, type AreaFeature, LEVELS, type LevelName, type ZoneCollection } from '../map/area.ts'
import { outlines } from '../map/tiles.ts'
import { directory } from './directory.svelte.ts'

export interface NamedArea {
  level: LevelName
  code: string
  name: string
  parent: string | null
  label: [number, number]
}

/** Editions of so many areas and more are drawn from vector tiles, and their smaller areas come one by one. */
export const TILED_FROM = 5000
/** What comes even then, as thinned outlines. */
export const ABOVE_TILES: readonly LevelName[] = ['district', 'street']

export const isLarge = (counts: Partial<Record<LevelName, number>> | undefined): boolean =>
  Object.values(counts ?? {}).reduce((sum, n) => sum + n, 0) >= TILED_FROM

const NO_ZONES: ZoneCollection = { type: 'FeatureCollection', features: [] }

/** The outlines of the edition in force, each level loaded once and when first needed. */
class Territory {
  levels = $state.raw<Partial<Record<LevelName, AreaCollection>>>({})
  zones = $state.raw<ZoneCollection>(NO_ZONES)
  /** Outlines that came one by one. */
  #outlines = $state.raw<Readonly<Record<string, { area: NamedArea; feature: AreaFeature }>>>({})
  #asked = new Map<string, Promise<void>>()
  /** Answers to what was asked before another edition came into force are no longer taken. */
  #turn = 0

  /** Whether the edition in force is drawn from tiles. */
  large = $derived(isLarge(directory.all?.edition?.counts))

  byCode = $derived.by(() => {
    const named = new Map<string, NamedArea>(Object.entries(this.#outlines).map(([code, { area }]) => [code, area]))
    for (const [level, areas] of Object.entries(this.levels) as [LevelName, AreaCollection][]) {
      for (const { properties } of areas.features) {
        named.set(properties.code, { ...properties, level, parent: properties.parent ?? null })
      }
    }
    return named
  })

  load(level: LevelName): Promise<void> {
    if (this.large && ABOVE_TILES.includes(level)) return this.#loadOutlines()
    return this.#once(level, async () => {
      const turn = this.#turn
      const areas = await api.areas(level)
      if (turn === this.#turn) this.levels = { ...this.levels, [level]: areas }
    })
  }

  #loadOutlines(): Promise<void> {
    return this.#once('outlines', async () => {
      const turn = this.#turn
      const upper = await outlines(directory.all!.edition!.id)
      if (turn === this.#turn) this.levels = { ...this.levels, ...upper }
    })
  }

  /** These levels one after another, so that the page can breathe between them; what tiles draw is left to them. */
  async loadAll(levels: readonly LevelName[] = LEVELS): Promise<void> {
    for (const level of levels) if (!this.large || ABOVE_TILES.includes(level)) await this.load(level)
  }

  /** Brings the outline of one area where its level does not come as a whole, or only thinned. */
  outline(code: string): Promise<void> {
    if (!this.large && this.feature(code) !== undefined) return Promise.resolve()
    return this.#once(`outline ${code}`, async () => {
      const { level, name, path, label, geometry } = await areaFacts({ code })
      if (label === null) return
      const parent = path.at(-2)?.code ?? null
      const properties = { code, name, parent, label }
      const feature: AreaFeature = { type: 'Feature', geometry, properties }
      this.#outlines = { ...this.#outlines, [code]: { area: { ...properties, level }, feature } }
    })
  }

  /** The outlines of the zones; those of a large edition are in its tiles. */
  loadZones(): Promise<void> {
    if (this.large) return Promise.resolve()
    return this.#once('zones', async () => {
      this.zones = await api.zones()
    })
  }

  /** Another edition is in force: what was loaded is loaded anew, and the former one stands until then. */
  async renew(): Promise<void> {
    const asked = LEVELS.filter((level) => this.#asked.has(level) || this.levels[level] !== undefined)
    const had = asked.filter((level) => !this.large || ABOVE_TILES.includes(level))
    this.#turn++
    this.#asked.clear()
    this.#outlines = {}
    this.levels = Object.fromEntries(had.map((level) => [level, this.levels[level]]).filter(([, areas]) => areas))
    await Promise.all([...had.map((level) => this.load(level)), asked.length > 0 && this.loadZones()])
  }

  feature(code: string): AreaFeature | undefined {
    const single = this.#outlines[code]?.feature
    if (single !== undefined) return single
    const level = this.byCode.get(code)?.level
    return level && this.levels[level]?.features.find(({ properties }) => properties.code === code)
  }

  /** The area and all above it, from the district down. */
  chain(code: string): NamedArea[] {
    const found: NamedArea[] = []
    for (
      let at = this.byCode.get(code);
      at !== undefined;
      at = at.parent === null ? undefined : this.byCode.get(at.parent)
    ) {
      found.unshift(at)
    }
    return found
  }

  name(code: string): string {
    return this.byCode.get(code)?.name ?? code
  }

  /** A failed load is asked again the next time. */
  #once(key: string, work: () => Promise<void>): Promise<void> {
    const asked = this.#asked.get(key) ?? work()
    this.#asked.set(key, asked)
    asked.catch(() => this.#asked.delete(key))
    return asked
  }
}

export const territory = new Territory()

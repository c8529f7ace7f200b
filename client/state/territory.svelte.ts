import * as api from '../api.ts'
import { type AreaCollection, type AreaFeature, LEVELS, type LevelName, type ZoneCollection } from '../map/area.ts'

export interface NamedArea {
  level: LevelName
  code: string
  name: string
  parent: string | null
  label: [number, number]
}

const NO_ZONES: ZoneCollection = { type: 'FeatureCollection', features: [] }

/** The outlines of the edition in force, each level loaded once and when first needed. */
class Territory {
  levels = $state.raw<Partial<Record<LevelName, AreaCollection>>>({})
  zones = $state.raw<ZoneCollection>(NO_ZONES)
  #asked = new Map<string, Promise<void>>()

  byCode = $derived.by(() => {
    const named = new Map<string, NamedArea>()
    for (const [level, areas] of Object.entries(this.levels) as [LevelName, AreaCollection][]) {
      for (const { properties } of areas.features) {
        named.set(properties.code, { ...properties, level, parent: properties.parent ?? null })
      }
    }
    return named
  })

  load(level: LevelName): Promise<void> {
    return this.#once(level, async () => {
      const areas = await api.areas(level)
      this.levels = { ...this.levels, [level]: areas }
    })
  }

  /** These levels one after another, so that the page can breathe between them. */
  async loadAll(levels: readonly LevelName[] = LEVELS): Promise<void> {
    for (const level of levels) await this.load(level)
  }

  loadZones(): Promise<void> {
    return this.#once('zones', async () => {
      this.zones = await api.zones()
    })
  }

  feature(code: string): AreaFeature | undefined {
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

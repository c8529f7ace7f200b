import { language, nameOf } from '../i18n/i18n.svelte.ts'
import { directory } from '../state/directory.svelte.ts'
import { ABOVE_TILES, isLarge, territory } from '../state/territory.svelte.ts'
import { url } from '../state/url.svelte.ts'
import { type AreaCollection, LEVELS, type LevelName } from './area.ts'
import { shownFrom } from './layers/areas.ts'
import type { Form } from './layers/layer.ts'
import { namePoints, tinted, zonePoints } from './scene.ts'
import { stage } from './stage.svelte.ts'
import { loadCharacters, type Outlines, tilesOf } from './tiles.ts'

/** What a view wants the map to draw of boundaries; without `edition` and `outlines` the edition in force. */
export interface Wanted {
  groups: readonly string[]
  outlines?: Partial<Record<LevelName, AreaCollection>> | undefined
  sketch?: Outlines | null
  edition?: { id: number; version: number; counts: Partial<Record<LevelName, number>> } | undefined
  zones: boolean
}

/** Steps of zoom by which a level is loaded before it shows. */
const AHEAD = 0.5
const MOMENT_MS = 1000
/** Stands where a level has not come: what another edition left there is gone at once. */
const NOTHING: { type: 'FeatureCollection'; features: never[] } = { type: 'FeatureCollection', features: [] }

/**
 * What the map shows of one edition of boundaries: a small one whole, level by level as the zoom asks for them; a large
 * one out of vector tiles, with no more than a sketch of its upper levels in the page. Made by the component that shows it.
 */
export class DrawnEdition {
  error = $state.raw<unknown>(null)
  #wanted: () => Wanted
  #edition = $derived.by(() => this.#wanted().edition ?? directory.all?.edition ?? null)
  #large = $derived(isLarge(this.#edition?.counts))
  /** The levels that are drawn whole. */
  #whole = $derived.by(() => this.#wanted().outlines ?? (this.#large ? {} : territory.levels))
  /** The levels that are named here; tiles bring their own names. */
  #named = $derived.by<Partial<Record<LevelName, AreaCollection>>>(() => {
    if (!this.#large) return this.#whole
    return this.#wanted().outlines === undefined ? territory.levels : (this.#wanted().sketch ?? {})
  })
  /** The edition whose tiles may be drawn: the characters of its names have come. */
  #tiled = $state<number | null>(null)
  #forms = $derived.by<Form[]>(() => {
    if (!this.#large) return ['whole']
    const edited = Object.keys(this.#whole).length > 0
    // The edition in force is followed without a gap: the former tiles stand until those of the new one come.
    const tiled = this.#tiled === this.#edition?.id || (this.#tiled !== null && this.#wanted().edition === undefined)
    return [...(edited ? ['whole' as const] : []), ...(tiled ? ['tiled' as const] : [])]
  })
  /** Every level that does not come in tiles has come. */
  loaded = $derived.by(() => (this.#large ? ABOVE_TILES : LEVELS).every((level) => this.#named[level] !== undefined))

  constructor(wanted: () => Wanted) {
    this.#wanted = wanted
    this.#loadByZoom()
    this.#takeTiles()
    this.#fillBorders()
    this.#fillNames()
    $effect(() => stage.show(this.#wanted().groups, this.#forms))
  }

  /** What a map is opened with. @throws ApiError */
  async open(): Promise<void> {
    if (directory.all?.edition === null) return
    await Promise.all([territory.load('street'), territory.load('district'), territory.loadZones()])
  }

  #loadByZoom() {
    /** Levels that the present zoom shows, or is about to. */
    const shown = $derived(
      LEVELS.filter((level) => shownFrom(level) <= (stage.look?.zoom ?? url.place.look?.zoom ?? 0) + AHEAD),
    )
    $effect(() => this.#bring(shown))
    // The rest comes a moment after the picture stands: searching, naming and counting need every level.
    $effect(() => {
      if (!stage.idle && stage.status !== 'no-webgl') return
      const later = setTimeout(() => this.#bring(LEVELS), MOMENT_MS)
      return () => clearTimeout(later)
    })
  }

  #bring(levels: readonly LevelName[]) {
    if (this.#wanted().outlines !== undefined || directory.all?.edition === null) return
    territory.loadAll(levels).catch(this.#failed)
  }

  #takeTiles() {
    $effect(() => {
      if (!this.#large || this.#edition === null) return
      const { id } = this.#edition
      const { edition, zones } = this.#wanted()
      loadCharacters(id).then(() => {
        stage.showTiles(tilesOf({ id, version: edition?.version, zones }))
        this.#tiled = id
      }, this.#failed)
    })
  }

  #fillBorders() {
    for (const level of LEVELS) {
      const areas = $derived(this.#whole[level])
      $effect(() => stage.fill(level, areas ?? NOTHING))
    }
    $effect(() => stage.fill('zones', tinted(this.#wanted().zones && !this.#large ? territory.zones : NOTHING)))
  }

  #fillNames() {
    const streets = $derived(this.#named.street ?? NOTHING)
    $effect(() => {
      void language.now
      void stage.fillNames('street-points', namePoints(streets, streetName))
      const labels = new Map(streets.features.map(({ properties: { code, label } }) => [code, label]))
      const zones = this.#wanted().zones ? [...directory.zones.values()] : []
      void stage.fillNames(
        'zones-points',
        zonePoints(zones, (street) => labels.get(street), zoneName),
      )
    })
    // Names below the streets are the same in every language.
    for (const level of LEVELS.slice(2)) {
      const areas = $derived(this.#large ? undefined : this.#named[level])
      $effect(() => {
        void stage.fillNames(
          `${level}-points`,
          namePoints(areas ?? NOTHING, (_, own) => own),
        )
      })
    }
  }

  #failed = (problem: unknown) => {
    this.error = problem
  }
}

function streetName(code: string, own: string): string {
  const unit = directory.units.get(code)
  return language.now === 'zh' || unit === undefined ? own : nameOf(unit)
}

function zoneName(code: string, own: string): string {
  const zone = directory.zones.get(code)
  return zone === undefined ? own : nameOf(zone)
}

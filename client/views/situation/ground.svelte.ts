import type { LevelName } from '../../map/area.ts'
import { directory } from '../../state/directory.svelte.ts'
import { situation } from '../../state/situation.svelte.ts'
import { territory } from '../../state/territory.svelte.ts'
import { classesOf, stepFor } from './classes.ts'
import { type Counted, countedAreas, coverOf } from './cover.ts'

/** The areas behind map and list, of the figures that are shown. */
class Ground {
  level = $derived<LevelName>(situation.shown?.level ?? situation.query.level)
  /** Streets are chosen to filter by, but for their hot spots: filtered to one street there is nothing to compare. */
  #filters = $derived(this.level === 'street' && situation.drawing !== 'hot')
  #zone = $derived(situation.shown?.zone)
  #street = $derived(situation.shown?.street)
  #cover = $derived(coverOf(this.level, territory.levels))

  /** Every area of the level inside the zone, most reports first. */
  areas = $derived.by<Counted[]>(() => {
    const streets = this.#zone === undefined ? null : new Set(directory.zones.get(this.#zone)?.streets ?? [])
    return countedAreas(this.#cover, situation.figures?.byArea ?? [], streets)
  })

  /** What the list holds: below the level of streets, only the chosen street's own. */
  listed = $derived(this.areas.filter((area) => !this.aside(area) || this.level === 'street'))
  classes = $derived(classesOf(this.areas.filter(({ feature }) => feature !== null).map(({ count }) => count)))
  /** The area outlined on the map and marked in the list. */
  chosen = $derived(this.#filters ? (this.#street ?? null) : situation.area)

  stepOf(count: number): number {
    return stepFor(this.classes, count)
  }

  /** Whether another street is chosen. */
  aside({ street }: Counted): boolean {
    return this.#street !== undefined && street !== this.#street
  }

  /** A street filters everything; a smaller area is pointed out. The same again lets go. */
  choose(code: string) {
    if (this.#filters) situation.filter({ street: code === this.chosen ? undefined : code, area: undefined })
    else situation.filter({ area: code === this.chosen ? undefined : code })
  }
}

export const ground = new Ground()

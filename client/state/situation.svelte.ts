import type { z } from 'zod'
import { type Refreshed, type Situation, SituationQuery } from '../../server/api/situation.ts'
import * as api from '../api.ts'
import { url } from './url.svelte.ts'

type Query = z.infer<typeof SituationQuery>
const FILTERS = ['from', 'to', 'category', 'street', 'zone', 'state'] as const
export type Filter = (typeof FILTERS)[number]
/** How the map shows the figures. */
export type Drawing = 'areas' | 'heat' | 'hot'

/** The query an address asks for; a word that does not fit is left out. */
export function queryOf(words: Readonly<Record<string, string>>): Query {
  const fitting = Object.entries(SituationQuery.shape).flatMap(([name, schema]) => {
    const value = words[name]
    return value !== undefined && schema.safeParse(value).success ? [[name, value]] : []
  })
  return SituationQuery.parse(Object.fromEntries(fitting))
}

const drawingOf = (word: string | undefined): Drawing => (word === 'heat' || word === 'hot' ? word : 'areas')

/** The leader's figures under the filters of the address. */
class SituationState {
  figures = $state.raw<Situation | null>(null)
  error = $state.raw<unknown>(null)
  loading = $state(false)
  refreshing = $state(false)
  /** What the last refresh by hand brought. */
  refreshed = $state.raw<Refreshed | null>(null)
  /** The query the shown figures answer: map and list follow it, never the one still under way. */
  shown = $state.raw<Query | null>(null)
  #turn = 0

  /** As text, so that a moved map, which changes the address too, is no new question. */
  #asked = $derived(JSON.stringify(queryOf(url.place.more)))
  query = $derived<Query>(JSON.parse(this.#asked))
  drawing = $derived<Drawing>(drawingOf(url.place.more.draw))
  /** The area the person looks at, below the level of streets. */
  area = $derived(url.place.more.area ?? null)

  filter(change: Partial<Record<Filter | 'level' | 'draw' | 'area', string | undefined>>) {
    url.keep(change)
  }

  clear() {
    this.filter(Object.fromEntries(FILTERS.map((name) => [name, undefined])))
  }

  /** Asks for the present query; what is shown stays until the answer is in. */
  load = async () => {
    const turn = ++this.#turn
    const query = this.query
    this.loading = true
    try {
      const figures = await api.situation(query)
      if (turn !== this.#turn) return
      this.figures = figures
      this.shown = query
      this.error = null
    } catch (error) {
      if (turn === this.#turn) this.error = error
    } finally {
      if (turn === this.#turn) this.loading = false
    }
  }

  /** Brings the figures up to now. */
  refresh = async () => {
    if (this.refreshing) return
    this.refreshing = true
    try {
      this.refreshed = await api.refreshSituation()
      await this.load()
    } catch (error) {
      this.error = error
    } finally {
      this.refreshing = false
    }
  }
}

export const situation = new SituationState()

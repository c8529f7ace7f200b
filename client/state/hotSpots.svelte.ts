import type { HotSpotsOut } from '../../server/api/findings.ts'
import { ExposureKind } from '../../server/api/statistics.ts'
import type { Words } from '../../server/api/terms.ts'
import * as api from '../api/statistics.ts'
import { situation } from './situation.svelte.ts'
import { url } from './url.svelte.ts'

type Area = HotSpotsOut['areas'][number]

/** The significant hot spots under the leader's filters, and the words of the area that is looked at. */
class HotSpots {
  found = $state.raw<HotSpotsOut | null>(null)
  error = $state.raw<unknown>(null)
  loading = $state(false)
  /** Of the chosen area; null while they are on the way or none is chosen. */
  words = $state.raw<Words | null>(null)
  #turn = 0
  #wordTurn = 0

  /** What reports are measured against; undefined: their number alone. */
  exposure = $derived<ExposureKind | undefined>(ExposureKind.safeParse(url.place.more.per).data)
  /** As text, so that a moved map is no new question. */
  asked = $derived(JSON.stringify({ ...situation.query, ...(this.exposure && { exposure: this.exposure }) }))
  #byCode = $derived(new Map(this.found?.areas.map((area) => [area.code, area])))

  of(code: string): Area | undefined {
    return this.#byCode.get(code)
  }

  /** Asks for the present question; what is shown stays until the answer is in. */
  load = async () => {
    const turn = ++this.#turn
    this.loading = true
    try {
      const found = await api.hotSpots(JSON.parse(this.asked))
      if (turn !== this.#turn) return
      this.found = found
      this.error = null
    } catch (error) {
      if (turn === this.#turn) this.error = error
    } finally {
      if (turn === this.#turn) this.loading = false
    }
  }

  /** Asks for the words of an area; null forgets them. */
  tell = async (code: string | null) => {
    const turn = ++this.#wordTurn
    this.words = null
    if (code === null || this.found === null || !this.#byCode.has(code)) return
    try {
      const { words } = await api.areaWords(this.found.run, code)
      if (turn === this.#wordTurn) this.words = words
    } catch (error) {
      if (turn === this.#wordTurn) this.error = error
    }
  }

  per(exposure: ExposureKind | undefined) {
    url.keep({ per: exposure })
  }
}

export const hotSpots = new HotSpots()

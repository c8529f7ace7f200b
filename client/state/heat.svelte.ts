import type { CellsOut } from '../../server/api/figures.ts'
import * as api from '../api/statistics.ts'
import { situation } from './situation.svelte.ts'

type Resolution = 8 | 9

/** The hexagons of the heat map under the leader's filters. */
class Heat {
  found = $state.raw<CellsOut | null>(null)
  #turn = 0

  /** Asks for the present filters; what is shown stays until the answer is in. */
  load = async (resolution: Resolution) => {
    const turn = ++this.#turn
    const { level: _, ...filters } = situation.query
    try {
      const found = await api.cells({ ...filters, resolution })
      if (turn !== this.#turn) return
      this.found = found
      situation.error = null
    } catch (error) {
      if (turn === this.#turn) situation.error = error
    }
  }
}

export const heat = new Heat()

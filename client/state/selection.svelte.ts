import type { ReportDetail, ReportSummary } from '../../server/api/report.ts'
import * as api from '../api.ts'

/** What the person is working on: a row under the cursor, and the report that is open. */
class Selection {
  /** The row the keys stand on. */
  cursor = $state<number | null>(null)
  /** The report whose detail is shown. */
  open = $state<number | null>(null)
  detail = $state.raw<ReportDetail | null>(null)
  loading = $state(false)
  error = $state.raw<unknown>(null)
  #turn = 0

  async show(id: number) {
    this.cursor = id
    this.open = id
    await this.refresh()
  }

  /** Loads the open report anew; what is shown stays until the answer is in. */
  refresh = async () => {
    const id = this.open
    if (id === null) return
    const turn = ++this.#turn
    if (this.detail?.report.id !== id) this.detail = null
    this.loading = true
    this.error = null
    try {
      const detail = await api.report(id)
      if (turn === this.#turn) this.detail = detail
    } catch (error) {
      if (turn === this.#turn) this.error = error
    } finally {
      if (turn === this.#turn) this.loading = false
    }
  }

  /** A step's answer is the newest there is. */
  put(detail: ReportDetail) {
    if (this.open !== detail.report.id) return
    this.#turn++
    this.loading = false
    this.detail = detail
  }

  hide() {
    this.#turn++
    this.open = null
    this.detail = null
    this.error = null
    this.loading = false
  }

  /** A live change of the open report: its detail is fetched again, the selection stays. */
  noteChanges(changed: readonly ReportSummary[]) {
    const change = changed.find(({ id }) => id === this.open)
    if (change !== undefined && change.version > (this.detail?.report.version ?? 0)) void this.refresh()
  }
}

export const selection = new Selection()

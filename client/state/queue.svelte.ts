import type { Queue, QueuePage, ReportSummary } from '../../server/api/report.ts'
import * as api from '../api.ts'
import { belongs, timeLeft } from './standing.ts'

const FRESH_MS = 20_000

/** The list of one queue: pages as the server sorts them, with live changes laid over. */
class QueueState {
  queue = $state<Queue>('to-dispatch')
  counts = $state.raw<QueuePage['counts'] | null>(null)
  rows = $state.raw<ReportSummary[]>([])
  /** Arrived by the live stream while the list was scrolled: shown when the person asks for them. */
  waiting = $state.raw<ReportSummary[]>([])
  /** Ids that came in a moment ago. */
  fresh = $state.raw<ReadonlySet<number>>(new Set())
  loading = $state(false)
  error = $state.raw<unknown>(null)
  next = $state.raw<string | null>(null)
  /** False while the person has scrolled away from the top: arrivals then wait. */
  atTop = true
  #turn = 0
  #recount: ReturnType<typeof setTimeout> | undefined

  async open(queue: Queue) {
    const turn = ++this.#turn
    if (queue !== this.queue) this.#empty()
    this.queue = queue
    this.loading = true
    this.error = null
    try {
      const page = await api.queuePage(queue, null)
      if (turn !== this.#turn) return
      this.#empty()
      this.counts = page.counts
      this.rows = page.reports
      this.next = page.next
    } catch (error) {
      if (turn === this.#turn) this.error = error
    } finally {
      if (turn === this.#turn) this.loading = false
    }
  }

  reload = () => this.open(this.queue)

  async more() {
    if (this.next === null || this.loading) return
    const turn = this.#turn
    this.loading = true
    try {
      const page = await api.queuePage(this.queue, this.next)
      if (turn !== this.#turn) return
      const known = new Set(this.rows.map(({ id }) => id))
      this.rows = [...this.rows, ...page.reports.filter(({ id }) => !known.has(id))]
      this.counts = page.counts
      this.next = page.next
    } catch (error) {
      if (turn === this.#turn) this.error = error
    } finally {
      if (turn === this.#turn) this.loading = false
    }
  }

  /** Lays changed reports over the list: known rows change in place or leave, new ones arrive on top or wait. */
  take(changed: readonly ReportSummary[]) {
    const now = Date.now()
    const byId = new Map(changed.map((report) => [report.id, report]))
    const listed = new Set(this.rows.map(({ id }) => id))
    this.rows = this.rows.flatMap((row) => {
      const report = newer(row, byId.get(row.id))
      return belongs(report, this.queue, now) ? [report] : []
    })
    this.waiting = this.waiting.filter(({ id }) => !byId.has(id))
    const arrived = changed.filter((report) => !listed.has(report.id) && belongs(report, this.queue, now))
    this.waiting = [...byTimeLeft(arrived, now), ...this.waiting]
    if (this.atTop) this.showWaiting()
    this.#recountSoon()
  }

  /** Reports that are no longer this account's to see. */
  drop(ids: readonly number[]) {
    const gone = new Set(ids)
    this.rows = this.rows.filter(({ id }) => !gone.has(id))
    this.waiting = this.waiting.filter(({ id }) => !gone.has(id))
    this.#recountSoon()
  }

  showWaiting() {
    if (this.waiting.length === 0) return
    const arrived = new Set(this.waiting.map(({ id }) => id))
    this.rows = [...this.waiting, ...this.rows.filter(({ id }) => !arrived.has(id))]
    this.waiting = []
    this.fresh = new Set([...this.fresh, ...arrived])
    setTimeout(() => {
      this.fresh = new Set([...this.fresh].filter((id) => !arrived.has(id)))
    }, FRESH_MS)
  }

  /** The row `step` places after `id`, stopping at the ends. */
  neighbour(id: number | null, step: number): ReportSummary | undefined {
    const at = this.rows.findIndex((row) => row.id === id)
    if (at < 0) return step > 0 ? this.rows[0] : this.rows.at(-1)
    return this.rows[Math.min(this.rows.length - 1, Math.max(0, at + step))]
  }

  #empty() {
    this.rows = []
    this.waiting = []
    this.fresh = new Set()
    this.next = null
  }

  /** One question for the counts however many changes came. */
  #recountSoon() {
    clearTimeout(this.#recount)
    this.#recount = setTimeout(async () => {
      const page = await api.queuePage(this.queue, null).catch(() => null)
      if (page !== null) this.counts = page.counts
    }, 800)
  }
}

const newer = (row: ReportSummary, report: ReportSummary | undefined) =>
  report !== undefined && report.version >= row.version ? report : row

const byTimeLeft = (reports: readonly ReportSummary[], now: number) =>
  reports.toSorted(
    (a, b) => (timeLeft(a, now) ?? Number.POSITIVE_INFINITY) - (timeLeft(b, now) ?? Number.POSITIVE_INFINITY),
  )

export const queue = new QueueState()

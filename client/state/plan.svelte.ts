import type { LedgerEntry, PlanOut, PlanRequest, PlanSummary } from '../../server/api/plan.ts'
import * as api from '../api.ts'
import { url } from './url.svelte.ts'

export type Tab = 'rounds' | 'visits' | 'ledger'
export const TABS: readonly Tab[] = ['rounds', 'visits', 'ledger']

/** What is under way; one thing at a time. */
export type Doing = 'making' | 'building'

/** The plans, and the one that is open. */
class PlanState {
  all = $state.raw<PlanSummary[] | null>(null)
  open = $state.raw<PlanOut | null>(null)
  ledger = $state.raw<LedgerEntry[] | null>(null)
  error = $state.raw<unknown>(null)
  doing = $state<Doing | null>(null)
  /** When the present work began, ms. */
  since = $state(0)
  #turn = 0
  #stop: AbortController | null = null

  id = $derived(numberOf(url.place.more.plan))
  round = $derived(numberOf(url.place.more.round))
  tab = $derived<Tab>(TABS.find((tab) => tab === url.place.more.tab) ?? 'rounds')
  visits = $derived(new Map((this.open?.visits ?? []).map((visit) => [visit.id, visit])))

  async list() {
    try {
      this.all = await api.plans()
      const newest = this.all[0]
      if (this.id === null && newest !== undefined) this.show(newest.id)
    } catch (error) {
      this.error = error
    }
  }

  show(id: number) {
    url.keep({ plan: String(id), round: undefined })
  }

  choose(round: number | null) {
    url.keep({ round: round === null ? undefined : String(round) })
  }

  turnTo(tab: Tab) {
    url.keep({ tab: tab === 'rounds' ? undefined : tab })
  }

  /** Loads the plan of the address. */
  load = async () => {
    const id = this.id
    const turn = ++this.#turn
    if (id === null) {
      this.open = null
      return
    }
    if (this.open?.id !== id) {
      this.open = null
      this.ledger = null
    }
    this.error = null
    try {
      const [plan, ledger] = await Promise.all([api.plan(id), api.ledger(id)])
      if (turn !== this.#turn) return
      this.open = plan
      this.ledger = ledger
    } catch (error) {
      if (turn === this.#turn) this.error = error
    }
  }

  /** plan → merge. Answers whether it was made. */
  make(request: PlanRequest): Promise<boolean> {
    return this.#do('making', async () => {
      const made = await api.makePlan(request)
      await this.list()
      this.show(made.id)
    })
  }

  /** merge → rounds. */
  build(): Promise<boolean> {
    return this.#do('building', async (signal) => {
      const id = this.open?.id
      if (id === undefined) return
      const routed = await api.makeRounds(id, signal)
      if (this.id === id) this.open = routed
      await this.list()
    })
  }

  /** Gives up what is under way; the plan stays as it was. */
  cancel() {
    this.#stop?.abort()
  }

  async #do(what: Doing, work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    if (this.doing !== null) return false
    this.doing = what
    this.since = Date.now()
    this.error = null
    const stop = new AbortController()
    this.#stop = stop
    try {
      await work(stop.signal)
      return true
    } catch (error) {
      if (!stop.signal.aborted) this.error = error
      return false
    } finally {
      this.#stop = null
      this.doing = null
    }
  }
}

const numberOf = (text: string | undefined): number | null => (/^[1-9]\d{0,14}$/.test(text ?? '') ? Number(text) : null)

export const plan = new PlanState()

import type {
  CheckRun,
  FaultGroup,
  FaultOut,
  FaultsPage,
  RepairIn,
  RepairOut,
  RepairProposal,
  RepairRule,
} from '../../../../server/api/territoryCheck.ts'
import * as api from '../../../api/territoryCheck.ts'
import { ApiError } from '../../../ask.ts'
import { t } from '../../../i18n/i18n.svelte.ts'
import { draft } from '../../../state/draft.svelte.ts'
import { toasts } from '../../../state/toasts.svelte.ts'

const AT_ONCE = 100
const ASK_AGAIN_MS = 250

/** What a preview is of: the proposals of one fault, or a rule. */
export type Asked = { accept: RepairProposal[] } | { rule: RepairRule }

/** The faults of the open draft, the one that is looked at, and what is being worked out about it. */
class CheckState {
  page = $state.raw<FaultsPage | null>(null)
  /** The faults that are listed; all where null. */
  group = $state.raw<Pick<FaultGroup, 'kind' | 'severity'> | null>(null)
  chosen = $state.raw<FaultOut | null>(null)
  /** Faults on the ground that was clicked last, where there are several. */
  here = $state.raw<readonly FaultOut[]>([])
  run = $state.raw<CheckRun | null>(null)
  preview = $state.raw<{ asked: Asked; out: RepairOut } | null>(null)
  /** Whether the last check proved all borders to match; null where it is not known. */
  exact = $state<boolean | null>(null)
  error = $state.raw<unknown>(null)
  #turn = 0

  busy = $derived(this.run?.state === 'running')

  /** The first faults of the group, as the last check left them. */
  async load(): Promise<void> {
    const page = await this.#faultsFrom(0)
    if (page === null) return
    this.page = page
    this.chosen = page.faults.find(({ id: fault }) => fault === this.chosen?.id) ?? null
    if (this.chosen === null) this.preview = null
    this.here = []
  }

  /** The next faults of the group, behind those that are listed. */
  more = async (): Promise<void> => {
    const listed = this.page?.faults ?? []
    const page = await this.#faultsFrom(listed.length)
    if (page !== null) this.page = { ...page, faults: [...listed, ...page.faults] }
  }

  /** Null where nothing is open, something else was asked meanwhile, or the error says why. */
  async #faultsFrom(offset: number): Promise<FaultsPage | null> {
    const turn = ++this.#turn
    const id = draft.id
    if (id === null) return null
    try {
      const { kind, severity } = this.group ?? {}
      const page = await api.faultsPage(id, { ...(kind && { kind, severity }), offset, limit: AT_ONCE })
      if (turn !== this.#turn) return null
      this.error = null
      return page
    } catch (error) {
      if (turn === this.#turn) this.error = error
      return null
    }
  }

  async show(group: Pick<FaultGroup, 'kind' | 'severity'> | null) {
    this.group = group
    await this.load()
  }

  choose(fault: FaultOut) {
    this.chosen = fault
    this.preview = null
    if (!this.here.includes(fault)) this.here = []
  }

  /** Looks at one of the faults on some ground; where it is one of them already, at the next. */
  chooseOn(faults: readonly FaultOut[]) {
    const next = faults[(faults.findIndex(({ id }) => id === this.chosen?.id) + 1) % faults.length]
    if (next === undefined) return
    this.here = faults.length > 1 ? faults : []
    this.choose(next)
  }

  check = async (): Promise<void> => {
    const run = await this.#follow(() => api.startCheck(draft.id!))
    if (run?.check == null) return
    this.exact = run.check.tiling.exact
    await draft.list()
    await this.load()
  }

  look = async (asked: Asked): Promise<void> => {
    const run = await this.#repair(asked, false)
    if (run?.repair) this.preview = { asked, out: run.repair }
  }

  accept = async (asked: Asked): Promise<void> => {
    const run = await this.#repair(asked, true)
    if (!run?.repair) return
    const { changed, tiling } = run.repair
    this.preview = null
    this.exact = tiling?.exact ?? null
    toasts.say('done', t('check.done', { n: changed }), 8)
    await draft.reload()
    await this.load()
  }

  stop = async (): Promise<void> => {
    if (this.run !== null) await api.stopRun(this.run.id)
  }

  #repair(asked: Asked, apply: boolean) {
    const body: RepairIn = { version: draft.version!, apply, ...asked }
    return this.#follow(() => api.startRepair(draft.id!, body))
  }

  /** Asks until the run has ended; null where it was stopped or failed. */
  async #follow(start: () => Promise<CheckRun>): Promise<CheckRun | null> {
    this.error = null
    try {
      let run = await start()
      this.run = run
      while (run.state === 'running') {
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
        run = await api.checkRun(run.id)
        this.run = run
      }
      if (run.problem !== null) throw new ApiError(run.problem.code, run.problem)
      return run.state === 'done' ? run : null
    } catch (error) {
      this.error = error
      return null
    } finally {
      this.run = null
    }
  }
}

export const check = new CheckState()

import type { CheckRun } from '../../api/territoryCheck.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import type { Attendance } from './inWorker.ts'

const AT_ONCE = 2
const REMEMBERED = 40

type Answer = Partial<Pick<CheckRun, 'check' | 'repair'>>

/** Checks and repairs that this process has in hand or has just finished. A restart forgets them; they start again. */
export interface CheckRuns {
  /** @throws Problem too-busy */
  start(edition: number, work: (attendance: Attendance) => Promise<Answer>): CheckRun
  find(id: number): CheckRun | undefined
  /** Stops a run; what has ended stays as it ended. */
  cancel(id: number): void
}

export function newCheckRuns(house: Pick<House, 'log'>): CheckRuns {
  const runs = new Map<number, { run: CheckRun; stop: AbortController }>()
  let last = 0
  const set = (id: number, change: Partial<CheckRun>) => {
    const entry = runs.get(id)
    if (entry?.run.state === 'running') entry.run = { ...entry.run, ...change }
  }
  return {
    start(edition, work) {
      const running = [...runs.values()].filter(({ run }) => run.state === 'running').length
      if (running >= AT_ONCE) throw new Problem('too-busy')
      const id = ++last
      const stop = new AbortController()
      const run: CheckRun = { id, edition, state: 'running', done: 0, of: 1, check: null, repair: null, problem: null }
      runs.set(id, { run, stop })
      for (const old of [...runs.keys()].slice(0, -REMEMBERED)) runs.delete(old)
      const progress = (done: number, of: number) => set(id, { done, of })
      work({ progress, signal: stop.signal }).then(
        (answer) => set(id, { state: 'done', ...answer }),
        (error: unknown) => set(id, { state: 'failed', problem: problemOf(house, id, error) }),
      )
      return run
    },
    find: (id) => runs.get(id)?.run,
    cancel(id) {
      set(id, { state: 'cancelled' })
      runs.get(id)?.stop.abort(new Error('The run was cancelled'))
    },
  }
}

function problemOf(house: Pick<House, 'log'>, run: number, error: unknown): CheckRun['problem'] {
  const problem = error instanceof Problem ? error : new Problem('internal')
  if (problem !== error) house.log('territory.check.failed', { run, message: String(error) })
  const { code, zh, en } = problem.toJSON().error
  return { code, zh, en }
}

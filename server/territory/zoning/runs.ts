import { Worker } from 'node:worker_threads'
import type { ZoningRun } from '../../api/zoning.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import type { ZoningSaid, ZoningWork } from './worker.ts'

const AT_ONCE = 2
const REMEMBERED = 50

/** The runs of the assistant that this process has in hand or has just finished. Nothing of them is kept for long. */
export interface ZoningRuns {
  /** @throws Problem too-busy */
  start(work: ZoningWork): ZoningRun
  find(id: number): ZoningRun | undefined
  /** Stops a run; what has ended stays as it ended. */
  cancel(id: number): Promise<ZoningRun | undefined>
}

/** The searches for divisions of one installation, each in a thread of its own. */
export function newZoningRuns(house: Pick<House, 'log'>): ZoningRuns {
  const runs = new Map<number, { run: ZoningRun; worker: Worker }>()
  let last = 0

  const set = (id: number, change: Partial<ZoningRun>) => {
    const entry = runs.get(id)
    if (entry?.run.state === 'running') entry.run = { ...entry.run, ...change }
  }

  return {
    start(work) {
      const running = [...runs.values()].filter(({ run }) => run.state === 'running').length
      if (running >= AT_ONCE) throw new Problem('too-busy')
      const id = ++last
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: work })
      worker.unref()
      const run: ZoningRun = { id, state: 'running', progress: 0, proposal: null, refusal: [] }
      runs.set(id, { run, worker })
      worker.on('message', (said: ZoningSaid) => set(id, heard(said)))
      worker.on('error', (error) => {
        house.log('zoning.failed', { run: id, message: String(error) })
        set(id, { state: 'failed' })
      })
      worker.on('exit', () => set(id, { state: 'failed' }))
      for (const old of [...runs.keys()].slice(0, -REMEMBERED)) {
        if (runs.get(old)!.run.state !== 'running') runs.delete(old)
      }
      return run
    },
    find: (id) => runs.get(id)?.run,
    async cancel(id) {
      set(id, { state: 'cancelled' })
      await runs.get(id)?.worker.terminate()
      return runs.get(id)?.run
    },
  }
}

function heard(said: ZoningSaid): Partial<ZoningRun> {
  if ('progress' in said) return { progress: said.progress }
  if ('refusal' in said.answer) return { state: 'refused', progress: 1, refusal: said.answer.refusal }
  return { state: 'done', progress: 1, proposal: said.answer as NonNullable<ZoningRun['proposal']> }
}

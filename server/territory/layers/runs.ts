import { randomUUID } from 'node:crypto'
import type { LayerRun } from '../../api/gridLayers.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'

/** What a piece of work in the background is given: where to say how far it is, and when to stop. */
export interface Control {
  progress(done: number, of: number): void
  signal: AbortSignal
}

interface Held {
  run: LayerRun
  abort: AbortController
}

const AT_ONCE = 2
const REMEMBERED = 100

/** Work on layers that is under way in this process, and how the last pieces ended. Nothing of it is stored unfinished. */
export class Runs {
  private readonly held = new Map<string, Held>()
  private readonly log: House['log']

  constructor(log: House['log']) {
    this.log = log
  }

  /** Starts work; its answer is the number of what it made. @throws Problem too-busy */
  start(kind: LayerRun['kind'], work: (control: Control) => Promise<number>): LayerRun {
    const running = [...this.held.values()].filter(({ run }) => run.state === 'running')
    if (running.length >= AT_ONCE) throw new Problem('too-busy')
    const abort = new AbortController()
    const run: LayerRun = { id: randomUUID(), kind, state: 'running', done: 0, of: 0, result: null, error: null }
    this.held.set(run.id, { run, abort })
    for (const old of [...this.held.keys()].slice(0, -REMEMBERED)) this.held.delete(old)
    const progress = (done: number, of: number) => Object.assign(run, { done, of })
    work({ progress, signal: abort.signal }).then(
      (result) => Object.assign(run, { state: 'done', result }),
      (error: unknown) => this.ended(run, abort.signal, error),
    )
    return { ...run }
  }

  /** How a piece of work stands. @throws Problem not-found */
  look(id: string): LayerRun {
    const held = this.held.get(id)
    if (held === undefined) throw new Problem('not-found', { facts: { run: id } })
    return { ...held.run }
  }

  /** Stops it; what it was making is not kept. @throws Problem not-found */
  cancel(id: string): LayerRun {
    this.held.get(id)?.abort.abort()
    return this.look(id)
  }

  private ended(run: LayerRun, signal: AbortSignal, error: unknown): void {
    if (signal.aborted) {
      run.state = 'cancelled'
      return
    }
    const problem = error instanceof Problem ? error : new Problem('internal', { cause: error })
    if (problem !== error) this.log('layers.failed', { message: String(error), stack: (error as Error)?.stack })
    Object.assign(run, { state: 'failed', error: problem.toJSON().error })
  }
}

const ofHouse = new WeakMap<House, Runs>()

/** The one list of a house. */
export function runsOf(house: House): Runs {
  const runs = ofHouse.get(house) ?? new Runs(house.log)
  ofHouse.set(house, runs)
  return runs
}

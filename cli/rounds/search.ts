/** A search on several threads: tasks side by side, their best exchanged after each round of tasks. */

import { Course } from './course.ts'
import { Crew } from './crew.ts'
import type { Found, Goal, Task } from './errand.ts'
import { Purse } from './purse.ts'

export type SearchOptions = Goal & Running

interface Running {
  seed: number
  threads: number
  milliseconds: number
  /** Whether milliseconds are of each thread's own computing. */
  ofComputing: boolean
  /** Where given, the search ends after so many steps a thread instead: the same answer every time. */
  steps: number | null
  signal?: AbortSignal
  /** Told some times a second: the length of what some thread has at hand. */
  onProgress?: (best: number) => void
}

/**
 * The least left out, then fewest routes where the objective says so, then the shortest. Ends early with the best so far on the signal.
 * With steps it answers the same for the same seed and number of threads; without, the clock decides.
 */
export async function search(options: SearchOptions): Promise<Found> {
  const { seed, threads, milliseconds, ofComputing, steps, signal, onProgress, ...goal } = options
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const end = () => Atomics.store(stop, 0, 1)
  if (signal?.aborted) end()
  signal?.addEventListener('abort', end)
  let told = Infinity
  const shortest = !('objective' in goal) || goal.objective === 'distance'
  const tell = (length: number) => {
    if (shortest && length >= told) return
    told = length
    onProgress?.(length)
  }
  const crew = new Crew(threads, { goal, ofComputing, stop }, tell)
  try {
    const purse = new Purse({ milliseconds, steps }, ofComputing)
    if ('vroom' in goal) return await placed(crew, purse, seed)
    const course = new Course(crew, purse, seed, { stopped: () => stop[0] !== 0, tell })
    return await course.run(goal.objective, { milliseconds, steps })
  } finally {
    signal?.removeEventListener('abort', end)
    await crew.end()
  }
}

/** One search a thread with seeds that follow each other: the best of them. */
async function placed(crew: Crew, purse: Purse, seed: number): Promise<Found> {
  const allowance = purse.upTo(1)
  const tasks = Array.from({ length: crew.threads }, (_, k): Task => ({ kind: 'place', seed: seed + k, allowance }))
  const reports = await crew.all(tasks)
  purse.pay(reports)
  const best = reports.toSorted((a, b) => a.left - b.left || a.length - b.length)[0]!
  const steps = reports.reduce((sum, report) => sum + report.steps, 0)
  return { routes: best.routes, left: best.left, cost: best.length, steps, milliseconds: purse.spent }
}

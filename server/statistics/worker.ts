/** The thread that computes, so that the server goes on answering; one errand at a time. */
import { parentPort } from 'node:worker_threads'
import { TASKS, type TaskName, type Tasks } from './tasks.ts'

export interface Errand<N extends TaskName = TaskName> {
  task: N
  take: Tasks[N]['take']
}
export type Word = { give: unknown } | { failed: string }

parentPort!.on('message', ({ task, take }: Errand) => {
  const compute = TASKS[task] as (take: unknown) => unknown
  try {
    parentPort!.postMessage({ give: compute(take) } satisfies Word)
  } catch (error) {
    parentPort!.postMessage({
      failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
    } satisfies Word)
  }
})

import { Worker } from 'node:worker_threads'
import type { Errand, Message, Report, Task } from './errand.ts'

/** Threads that do tasks side by side; `onProgress` hears the length of the best of a task on its way. */
export class Crew {
  readonly #workers: Worker[]

  constructor(threads: number, errand: Errand, onProgress: (best: number) => void) {
    this.#workers = Array.from({ length: threads }, () => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: errand })
      worker.on('message', (message: Message) => {
        if (message.kind === 'progress') onProgress(message.best)
      })
      return worker
    })
  }

  get threads(): number {
    return this.#workers.length
  }

  /** One task a thread, the first to the first; the reports in the same order, once all are there. */
  all(tasks: readonly Task[]): Promise<Report[]> {
    return Promise.all(tasks.map((task, k) => ask(this.#workers[k]!, task)))
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }
}

function ask(worker: Worker, task: Task): Promise<Report> {
  return new Promise((resolve, reject) => {
    const hear = (message: Message) => {
      if (message.kind !== 'report') return
      worker.off('message', hear).off('error', fail).off('exit', gone)
      resolve(message.report)
    }
    const fail = (error: Error) => reject(error)
    const gone = (code: number) => reject(new Error(`a thread of the search ended with status ${code} and no answer`))
    worker.on('message', hear).once('error', fail).once('exit', gone)
    worker.postMessage(task)
  })
}

import { Worker } from 'node:worker_threads'
import { unpacked } from './failed.ts'
import type { Control } from './runs.ts'
import type { Message, TaskName, Tasks } from './task.ts'

/**
 * Does a task in a thread of its own; the thread ends with it, or at once when the control's signal says so.
 * @throws Problem the task refused with; Error when the thread died or was stopped.
 */
export function inWorker<T extends TaskName>(
  task: T,
  asked: Tasks[T]['asked'],
  { progress, signal }: Control,
): Promise<Tasks[T]['answer']> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { task, asked } })
    const stop = () => void worker.terminate()
    signal.addEventListener('abort', stop, { once: true })
    worker.on('message', (message: Message<T>) => {
      if (message.is === 'progress') progress(message.done, message.of)
      else if (message.is === 'answer') resolve(message.answer)
      else reject(unpacked(message.failed))
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop)
      reject(new Error(`The thread of "${task}" ended without an answer`))
    })
  })
}

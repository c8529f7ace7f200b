import { Worker } from 'node:worker_threads'
import { Problem } from '../../errors.ts'
import type { CheckAnswer, CheckTask, RepairAnswer, RepairTask, Said } from './task.ts'

/** What a caller may follow and stop. */
export interface Attendance {
  progress(done: number, of: number): void
  signal: AbortSignal
}
export const UNATTENDED = (): Attendance => ({ progress: () => undefined, signal: new AbortController().signal })

/** @throws the signal's reason when it was stopped */
export async function checkInWorker(task: CheckTask, attendance: Attendance): Promise<CheckAnswer> {
  const said = await inWorker(task, attendance)
  if ('check' in said) return said.check
  throw new Error('The worker answered something else than a check')
}

/** @throws Problem not-found: a proposal names a fault that the last check does not know; the signal's reason */
export async function repairInWorker(task: RepairTask, attendance: Attendance): Promise<RepairAnswer> {
  const said = await inWorker(task, attendance)
  if ('repair' in said) return said.repair
  if ('unknownFault' in said) throw new Problem('not-found', { facts: { fault: said.unknownFault } })
  throw new Error('The worker answered something else than a repair')
}

function inWorker(task: CheckTask | RepairTask, { progress, signal }: Attendance): Promise<Said> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: task,
    transferList: [...task.areas],
  })
  return new Promise<Said>((resolve, reject) => {
    const stop = () => {
      reject(signal.reason)
      void worker.terminate()
    }
    signal.addEventListener('abort', stop, { once: true })
    worker.on('message', (said: Said) => {
      if ('progress' in said) return progress(said.progress.done, said.progress.of)
      signal.removeEventListener('abort', stop)
      resolve(said)
    })
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`The worker of the check ended with ${code}`)))
  })
}

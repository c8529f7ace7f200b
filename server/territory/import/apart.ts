import { fork } from 'node:child_process'
import path from 'node:path'
import type { Failure, ImportProgress } from '../../api/territoryImport.ts'
import { Problem, type ProblemCode } from '../../errors.ts'
import type { Outcome, Report, Work } from './compute.ts'

/** What the worker says. */
export type Answer =
  | { kind: 'progress'; progress: ImportProgress }
  | { kind: 'outcome'; outcome: Outcome }
  | ({ kind: 'problem' } & Failure)
  | { kind: 'crash'; stack: string }

/** The work was stopped because somebody asked for it. */
export class Cancelled extends Error {}

/** Computes a work somewhere. */
export type Compute = (work: Work, report: Report, signal: AbortSignal) => Promise<Outcome>

const WORKER = path.join(import.meta.dirname, 'worker.ts')
/** The JavaScript heap of a worker; with the geometry engine and buffers it stays within 1 GB. */
const HEAP_MB = 600
const STDERR_KEPT = 4000

/**
 * Computes in a process of its own, so that neither the server's time nor its memory is touched.
 * @throws Problem of the work, import-lost (the process was killed or ran out of memory), Cancelled
 */
export const computeApart: Compute = (work, report, signal) => {
  if (signal.aborted) return Promise.reject(new Cancelled())
  const child = fork(WORKER, [], {
    env: {},
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    serialization: 'json',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-STDERR_KEPT)
  })
  const stop = () => void child.kill('SIGKILL')
  signal.addEventListener('abort', stop, { once: true })

  return new Promise<Outcome>((resolve, reject) => {
    child.on('message', (message) => {
      const answer = message as Answer
      if (answer.kind === 'progress') report(answer.progress)
      else if (answer.kind === 'outcome') resolve(answer.outcome)
      else if (answer.kind === 'problem') reject(asProblem(answer))
      else reject(new Error(answer.stack))
    })
    child.once('error', reject)
    child.once('close', (code, killedBy) => {
      const facts = { ...(killedBy === null ? { exitCode: code } : { signal: killedBy }) }
      reject(signal.aborted ? new Cancelled() : new Problem('import-lost', { facts, cause: said }))
    })
    // It may be killed before it has heard what to do.
    child.send(work, (error) => error && reject(new Problem('import-lost', { cause: error })))
  }).finally(() => signal.removeEventListener('abort', stop))
}

const asProblem = ({ code, flaws, facts }: Failure): Problem => new Problem(code as ProblemCode, { flaws, facts })

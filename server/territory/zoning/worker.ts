/** The thread in which zones are proposed: reports how far it is, answers once, ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { type ProposeOptions, propose } from '../../../geo/zoning/propose.ts'
import type { Proposal, ZoningProblem } from '../../../geo/zoning/zoning.ts'
import type { Words } from '../../api/terms.ts'

/** What the thread is given. */
export interface ZoningWork {
  problem: ZoningProblem
  options: Omit<ProposeOptions, 'onProgress'>
}

/** What the thread says: how far it is, then what it found. */
export type ZoningSaid = { progress: number } | { answer: Proposal | { refusal: Words[] } }

const { problem, options } = workerData as ZoningWork
const say = (said: ZoningSaid) => parentPort!.postMessage(said)
say({ answer: propose(problem, { ...options, onProgress: (progress) => say({ progress }) }) })

/** Checks or repairs one edition in a thread of its own, so that the server goes on answering. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadGeos } from '../../../geo/geos.ts'
import type { CheckTask, RepairTask, Said } from './task.ts'
import { check, mend } from './work.ts'

const task = workerData as CheckTask | RepairTask
const say = (said: Said) => parentPort!.postMessage(said)
const progress = (done: number, of: number) => say({ progress: { done, of } })

const geos = await loadGeos()
say(await (task.kind === 'check' ? check(geos, task, progress) : mend(geos, task, progress)))

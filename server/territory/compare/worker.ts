/** Compares two editions off the thread that answers requests. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadGeos } from '../../../geo/geos.ts'
import { find, type Question } from './find.ts'
import { type Said, tellInParts } from './said.ts'

const TOLD_MS = 200

const say = (said: Said) => parentPort!.postMessage(said)
let done = 0
let told = performance.now()

const found = await find(await loadGeos(), workerData as Question, () => {
  done++
  if (performance.now() - told < TOLD_MS) return
  told = performance.now()
  say({ done })
})
await tellInParts(found, say)

/** Compares two editions off the thread that answers requests. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadGeos } from '../../../geo/geos.ts'
import type { Found } from './comparison.ts'
import { find, type Question } from './find.ts'

/** What the worker says: how many areas are compared, and in the end what it found. */
export type Said = { done: number } | { found: Found }

const TOLD_MS = 200

const say = (said: Said) => parentPort!.postMessage(said)
let done = 0
let told = performance.now()

const found = find(await loadGeos(), workerData as Question, () => {
  done++
  if (performance.now() - told < TOLD_MS) return
  told = performance.now()
  say({ done })
})
say({ found })

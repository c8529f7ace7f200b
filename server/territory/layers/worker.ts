/** The thread in which layers are read, compared and merged. Started by `inWorker`, one task a thread. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadGeos } from '../../../geo/geos.ts'
import { inCodeOrder } from '../../../geo/overlay/layer.ts'
import { mergeLayers } from '../../../geo/overlay/mergeLayers.ts'
import { movedOf } from '../../../geo/overlay/moved.ts'
import { overlay } from '../../../geo/overlay/overlay.ts'
import { Problem } from '../../errors.ts'
import { packed } from './failed.ts'
import { readLayer } from './readLayer.ts'
import type { Message, TaskName, Tasks } from './task.ts'

const say = (message: Message) => parentPort!.postMessage(message)
const progress = (done: number, of: number) => say({ is: 'progress', done, of })

const WORK: { [T in TaskName]: (asked: Tasks[T]['asked']) => Promise<Tasks[T]['answer']> } = {
  read: (asked) => readLayer(asked, progress),
  overlay: async ({ parents, layers, options }) => {
    const geos = await loadGeos()
    const ordered = inCodeOrder(layers)
    return parents.map((parent, n) => {
      progress(n, parents.length)
      return overlay(geos, parent, ordered, options)
    })
  },
  merge: async ({ parents, layers, rules, points }) => {
    const geos = await loadGeos()
    const ordered = inCodeOrder(layers)
    const grids = parents.map((parent, n) => {
      progress(n, parents.length)
      return mergeLayers(geos, parent, ordered, rules, points)
    })
    return { grids, moved: movedOf(ordered, grids) }
  },
}

async function run<T extends TaskName>({ task, asked }: { task: T; asked: Tasks[T]['asked'] }): Promise<void> {
  try {
    say({ is: 'answer', answer: await WORK[task](asked) })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    say({ is: 'refusal', failed: packed(error) })
  }
}

await run(workerData)

import type { Convention, Instance } from '../../geo/rounds/instances/instance.ts'

export type Objective = 'distance' | 'fleet'

/** What a thread is sent out with. */
export interface Errand {
  instance: Instance
  convention: Convention
  objective: Objective
  seed: number
  milliseconds: number
  /** Whether milliseconds are of the thread's own computing, comparable on a machine that others use too. */
  ofComputing: boolean
  /** Where given, the search ends after so many steps instead: the same answer every time. */
  steps: number | null
  /** Shared; other than 0 ends the search with the best so far. */
  stop: Int32Array
}

export interface Found {
  /** Stops as the file numbers them from the depot 0. */
  routes: number[][]
  /** In units of the file. */
  cost: number
  steps: number
  milliseconds: number
}

export type Message = { kind: 'progress'; best: number; step: number } | ({ kind: 'done' } & Found)

import type { Convention, Instance } from '../../geo/rounds/instances/instance.ts'
import type { Ways } from '../../geo/rounds/instances/vroom/places.ts'
import type { VroomProblem } from '../../geo/rounds/instances/vroom/problem.ts'

export type Objective = 'distance' | 'fleet'

/** What a search is for: a public instance, or a problem in VROOM's words with the ways between its places. */
export type Goal =
  | { instance: Instance; convention: Convention; objective: Objective }
  | { vroom: VroomProblem; ways: Ways }

/** What a thread is sent out with. */
export type Errand = Goal & {
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
  /** Stops as the file numbers them: from the depot 0, or jobs from 0. */
  routes: number[][]
  /** Worth of what is in no route; 0 where that is not counted. */
  left: number
  /** In units of the file. */
  cost: number
  steps: number
  milliseconds: number
}

export type Message = { kind: 'progress'; best: number; step: number } | ({ kind: 'done' } & Found)

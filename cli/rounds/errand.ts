import type { Convention, Instance } from '../../geo/rounds/instances/instance.ts'
import type { Ways } from '../../geo/rounds/instances/vroom/places.ts'
import type { VroomProblem } from '../../geo/rounds/instances/vroom/problem.ts'
import type { Heat } from '../../geo/rounds/tours/heat.ts'
import type { PooledRoute } from '../../geo/rounds/tours/pool.ts'

export type Objective = 'distance' | 'fleet'

/** What a search is for: a public instance, or a problem in VROOM's words with the ways between its places. */
export type Goal =
  | { instance: Instance; convention: Convention; objective: Objective }
  | { vroom: VroomProblem; ways: Ways }

/** What a thread is sent out with; it then waits for tasks. */
export interface Errand {
  goal: Goal
  /** Whether time is counted of the thread's own computing, comparable on a machine that others use too. */
  ofComputing: boolean
  /** Shared; other than 0 ends every task with the best so far. */
  stop: Int32Array
}

/** How long a task may take: by the clock, or by steps, which end at the same place every time. */
export interface Allowance {
  milliseconds: number
  steps: number | null
}

export type Routes = readonly (readonly number[])[]

/** How routes are to be shortened; the cap counts all routes, not those of a part. */
export interface Shortening {
  seed: number
  start: Routes
  heat: Heat
  capped: boolean
  pooling: boolean
}

export type Task = { allowance: Allowance } & (
  | { kind: 'begin' }
  | ({ kind: 'anneal' } & Shortening)
  /** Divides the routes into parts, and anneals every part whose number leaves `own` over `threads`. */
  | ({ kind: 'parts'; parts: number; own: number; threads: number } & Shortening)
  /** Have fewer routes. */
  | { kind: 'fewest'; seed: number; start: Routes }
  /** Leave the least out of a problem of VROOM's, then the cheapest routes for the rest. */
  | { kind: 'place'; seed: number }
  /** Choose anew among all that was pooled. */
  | { kind: 'recombine'; start: Routes; pool: PooledRoute[]; capped: boolean }
)

/** What a thread answers to a task; lengths in units of the field. */
export interface Report {
  routes: number[][]
  length: number
  /** From where to go on. */
  last: number[][]
  pool: PooledRoute[]
  steps: number
  milliseconds: number
  /** Worth of what is in no route; 0 where that is not counted. */
  left: number
  /** What only the field says: how hot to begin, and the fewest routes that can carry all. */
  begun?: { heat: Heat; leastRoutes: number; units: number }
}

export type Message = { kind: 'progress'; best: number } | { kind: 'report'; report: Report }

export interface Found {
  /** Stops as the file numbers them: from the depot 0, or jobs from 0. */
  routes: number[][]
  /** Worth of what is in no route; 0 where that is not counted. */
  left: number
  /** In units of the file. */
  cost: number
  /** Of all threads together. */
  steps: number
  milliseconds: number
}

import type { Parameters, Query } from '../../analytics/duck.ts'
import { DuckError } from '../../analytics/duckError.ts'
import type { Standing } from '../../analytics/refresh.ts'
import type { Renewed } from '../../analytics/warehouse.ts'
import { Problem, type ProblemCode } from '../errors.ts'

/** What the owner of the warehouse is told, one message each. `id` names the answer; a visit is named by its own id. */
export type Errand =
  | { kind: 'open'; id: number; databaseUrl: string; folder: string }
  | { kind: 'refresh'; id: number; at: Date }
  /** Opens a reading of one moment. */
  | { kind: 'visit'; id: number }
  | { kind: 'all'; id: number; visit: number; query: Query; parameters: Parameters | undefined }
  /** Ends a reading; what still runs in it is interrupted. */
  | { kind: 'leave'; visit: number }
  | { kind: 'close'; id: number }

export type Question = Exclude<Errand, { kind: 'leave' }>

/** What the owner says. */
export type Word =
  | { kind: 'answer'; id: number; value: Answer }
  | { kind: 'failure'; id: number; failure: Failure }
  | { kind: 'log'; event: string; facts: Record<string, unknown> }

export type Answer = null | Renewed | Standing | unknown[]

/** An error on its way between two processes, where its class is lost. */
interface Failure {
  message: string
  stack: string | undefined
  /** Of an error of DuckDB: the query that met it. */
  query: string | undefined
  problem: ProblemCode | undefined
}

export function packFailure(error: unknown): Failure {
  const { name, message, stack, cause } = error instanceof Error ? error : new Error(String(error))
  const problem = error instanceof Problem ? error.code : name === 'TimeoutError' ? 'too-busy' : undefined
  if (!(error instanceof DuckError)) return { message, stack, query: undefined, problem }
  return { message: cause instanceof Error ? cause.message : String(cause), stack, query: error.query, problem }
}

export function unpackFailure({ message, stack, query, problem }: Failure): Error {
  if (problem !== undefined) return new Problem(problem, { cause: message })
  return Object.assign(query === undefined ? new Error(message) : new DuckError(query, message), { stack })
}

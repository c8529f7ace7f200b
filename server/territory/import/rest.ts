import { randomUUID } from 'node:crypto'
import type { Failure } from '../../api/territoryImport.ts'
import { Problem, type ProblemCode } from '../../errors.ts'
import { NO_ROOM } from '../../startProblem.ts'
import { unstorable } from '../../unstorable.ts'
import { Cancelled } from './apart.ts'
import type { Rest } from './importStore.ts'

/** Problems of the moment: the file may be all right, the same again may go well. */
const OF_THE_MOMENT: readonly ProblemCode[] = ['import-lost', 'too-busy', 'stale-version', 'no-room']

/** How an import comes to rest after an error: refused for what the file or the options are, failed for anything else. */
export function restAfter(error: unknown, log: (stack: string) => void): Rest {
  if (error instanceof Cancelled) return { state: 'cancelled' }
  if (error instanceof Problem) {
    const state = OF_THE_MOMENT.includes(error.code) ? 'failed' : 'refused'
    return { state, failure: plain(error) }
  }
  const refusal = unstorable(error)
  if (refusal !== undefined) return { state: 'refused', failure: plain(refusal) }
  if (NO_ROOM.test(String(error))) return { state: 'failed', failure: plain(new Problem('no-room')) }
  const id = randomUUID()
  log(`${id} ${error instanceof Error ? error.stack : String(error)}`)
  return { state: 'failed', failure: plain(new Problem('internal', { facts: { id } })) }
}

/** A problem as it is kept and sent. */
export function plain(problem: Problem): Failure {
  const { code, zh, en, flaws, facts } = problem.toJSON().error
  return { code, zh, en, flaws: [...flaws], facts: { ...facts } }
}

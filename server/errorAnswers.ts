import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import { Problem, type ProblemCode } from './errors.ts'
import type { House } from './house.ts'
import { unstorable } from './unstorable.ts'

/** What the body parser and the router call their refusals. */
const KNOWN: Record<string, ProblemCode> = {
  'entity.too.large': 'body-too-large',
  'entity.parse.failed': 'malformed-json',
  'request.size.invalid': 'malformed-json',
  'request.aborted': 'malformed-json',
  'encoding.unsupported': 'unsupported-media',
  'charset.unsupported': 'unsupported-media',
}

/** Nobody answered: 404 in the form of every other refusal. */
export const noSuchRoute: RequestHandler = () => {
  throw new Problem('not-found')
}

/** A Problem answers with its own status; what nobody foresaw is logged with an id, and only the id is told. */
export function answerErrors(house: Pick<House, 'log'>): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) {
      house.log('http.broken', { path: req.path, message: String(error) })
      next(error)
      return
    }
    const problem = problemOf(error) ?? unforeseen(house, req.method, req.path, error)
    res.status(problem.status).json(problem)
  }
}

/** Marks of the body parser and the router. */
interface Foreseen {
  type?: string
  status?: number
  expose?: boolean
}

function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const { type, status, expose } = error as Foreseen
  const code = KNOWN[type ?? '']
  if (code !== undefined) return new Problem(code, { cause: error })
  // A path that cannot be decoded, a range that cannot be met: the router's own 4xx.
  if (error instanceof URIError || (expose && status === 404)) return new Problem('not-found', { cause: error })
  return unstorable(error)
}

function unforeseen(house: Pick<House, 'log'>, method: string, path: string, error: unknown): Problem {
  const id = randomUUID()
  house.log('http.failed', { id, method, path, stack: error instanceof Error ? error.stack : String(error) })
  return new Problem('internal', { facts: { id }, cause: error })
}

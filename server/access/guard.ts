import type { Request, RequestHandler, Response } from 'express'
import type { Role } from '../api/terms.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import type { Account } from './account.ts'
import { tokenOf } from './cookie.ts'
import { type Session, sameSecret } from './session.ts'
import { sessionByToken } from './store.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The session `signedIn` found for this request. */
export function sessionOf(res: Response): Session {
  const session = res.locals.session as Session | undefined
  if (session === undefined) throw new Problem('not-signed-in')
  return session
}

/** The account that asks; `not-signed-in` on a route that no guard stands before. */
export const accountOf = (res: Response): Account => sessionOf(res).account

/** Lets signed-in accounts through (401 otherwise) and refuses every change without the session's CSRF token (403). */
export function signedIn(house: House): RequestHandler {
  return async (req, res, next) => {
    const token = tokenOf(req)
    const session = token === undefined ? undefined : await sessionByToken(house.db, token, house.now())
    if (session === undefined) throw new Problem('not-signed-in')
    if (!READING.has(req.method)) {
      refuseForeign(req)
      if (!sameSecret(req.get('x-csrf-token') ?? '', session.csrf)) throw new Problem('csrf-missing')
    }
    res.locals.session = session
    next()
  }
}

/** Lets only these roles through; everybody else gets 403 `not-allowed`. Stands behind `signedIn`. */
export function allow(...roles: Role[]): RequestHandler {
  return (_req, res, next) => {
    if (!roles.includes(accountOf(res).role)) throw new Problem('not-allowed', { facts: { roles } })
    next()
  }
}

/** Refuses what a page of another origin made the browser send; clients that are no browser send neither header. */
export function refuseForeign(req: Request): void {
  const site = req.get('sec-fetch-site') ?? 'same-origin'
  const origin = req.get('origin')
  const foreignOrigin = origin !== undefined && hostOf(origin) !== req.host
  if (!['same-origin', 'none'].includes(site) || foreignOrigin) throw new Problem('csrf-missing')
}

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined)

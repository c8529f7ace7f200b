import type { CookieOptions, Request, Response } from 'express'
import { ABSOLUTE_MS } from './session.ts'

/** Behind HTTPS the name is bound to this host by the browser (`__Host-`); `req.secure` obeys `trust proxy`. */
const nameFor = (req: Request): string => (req.secure ? '__Host-onegrid' : 'onegrid')

const optionsFor = (req: Request): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure: req.secure,
  path: '/',
})

/** The session token a request carries, or undefined. */
export function tokenOf(req: Request): string | undefined {
  const prefix = `${nameFor(req)}=`
  const found = (req.get('cookie') ?? '').split(';').map((part) => part.trim())
  return found.find((part) => part.startsWith(prefix))?.slice(prefix.length)
}

export function giveToken(req: Request, res: Response, token: string): void {
  res.cookie(nameFor(req), token, { ...optionsFor(req), maxAge: ABSOLUTE_MS })
}

export function takeToken(req: Request, res: Response): void {
  res.clearCookie(nameFor(req), optionsFor(req))
}

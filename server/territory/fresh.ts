import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'

/** Sets a strong tag made of what names the answer; true when the caller has that very answer and 304 was sent. */
export function isFresh(req: Request, res: Response, name: string): boolean {
  res.set('ETag', `"${createHash('sha256').update(name).digest('base64url').slice(0, 22)}"`)
  res.set('Cache-Control', 'private, no-cache')
  if (!req.fresh) return false
  res.status(304).end()
  return true
}

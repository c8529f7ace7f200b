import { type Request, Router } from 'express'
import { PasswordChange, SignIn } from '../api/access.ts'
import { accept } from '../contract.ts'
import type { House } from '../house.ts'
import { giveToken, takeToken, tokenOf } from './cookie.ts'
import { changePassword, type Entry, meOf, signIn, signOut } from './flow.ts'
import { refuseForeign, sessionOf, signedIn } from './guard.ts'
import { newThrottle } from './throttle.ts'

/** Signing in and out. Only `POST /session` stands open; the rest asks for a session itself. */
export function accessRoutes(house: House): Router {
  const routes = Router()
  const throttle = newThrottle()

  /** A sign-in that counts against its address until it proves right. */
  async function throttled(req: Request, work: (address: string) => Promise<Entry>): Promise<Entry> {
    const address = req.ip ?? 'unknown'
    throttle.begin(address, house.now())
    const entry = await work(address)
    throttle.forgive(address)
    return entry
  }

  routes.post('/session', async (req, res) => {
    refuseForeign(req)
    const given = accept(SignIn, req.body)
    const { token, me } = await throttled(req, (address) => signIn(house, given, address, tokenOf(req)))
    giveToken(req, res, token)
    res.json(me)
  })

  routes.get('/session', signedIn(house), (_req, res) => {
    res.json(meOf(sessionOf(res)))
  })

  /** `?everywhere=true` ends every session of the account. */
  routes.delete('/session', signedIn(house), async (req, res) => {
    await signOut(house, sessionOf(res), req.query.everywhere === 'true')
    takeToken(req, res)
    res.status(204).end()
  })

  routes.post('/session/password', signedIn(house), async (req, res) => {
    const given = accept(PasswordChange, req.body)
    const work = (address: string) => changePassword(house, sessionOf(res), given, address)
    const { token, me } = await throttled(req, work)
    giveToken(req, res, token)
    res.json(me)
  })

  return routes
}

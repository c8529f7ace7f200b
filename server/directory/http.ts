import { Router } from 'express'
import type { House } from '../house.ts'
import { directory } from './flow.ts'

/** `GET /directory`: the whole directory; express gives it an ETag, so that a client asks again at the cost of a 304. */
export function directoryRoutes(house: House): Router {
  const routes = Router()
  routes.get('/directory', async (_req, res) => {
    res.set('Cache-Control', 'private, no-cache').json(await directory(house))
  })
  return routes
}

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler } from 'express'
import { signedIn } from '../server/access/guard.ts'
import { accessRoutes } from '../server/access/http.ts'
import { directoryRoutes } from '../server/directory/http.ts'
import { Problem } from '../server/errors.ts'
import type { House } from '../server/house.ts'
import { liveRoutes } from '../server/live/http.ts'

/** The product's doors over a house, on a free port of this machine. */
export async function serve(house: House): Promise<{ base: string; close: () => Promise<void> }> {
  const app = express()
  app.use('/api', express.json(), accessRoutes(house), signedIn(house), liveRoutes(house), directoryRoutes(house))
  const answer: ErrorRequestHandler = (error, _req, res, next) => {
    if (res.headersSent) return next(error)
    if (error instanceof Problem) res.status(error.status).json(error)
    else {
      console.error(error)
      res.status(500).json(new Problem('internal', { cause: error }))
    }
  }
  app.use(answer)
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

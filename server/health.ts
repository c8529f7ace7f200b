import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Router } from 'express'
import type { House } from './house.ts'
import { acknowledged } from './situation/store.ts'

const PACKAGE = path.resolve(import.meta.dirname, '../package.json')
const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }

/**
 * `GET /health`, open to everybody: 200 while the database answers, 503 otherwise. `figures` tells how far the leader's
 * figures are behind; null before the first.
 */
export function healthRoutes(house: House): Router {
  const routes = Router()
  routes.get('/health', async (_req, res) => {
    const known = await Promise.all([house.jobs.failures(), acknowledged(house.db, house.now())]).catch(
      (error: unknown) => {
        house.log('health.failed', { message: String(error) })
        return null
      },
    )
    const [failedJobs, figures] = known ?? [[], null]
    const healthy = known !== null
    res
      .status(healthy ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ version, database: healthy ? 'up' : 'down', failedJobs, figures })
  })
  return routes
}

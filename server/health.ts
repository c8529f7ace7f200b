import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Router } from 'express'
import type { House } from './house.ts'

const PACKAGE = path.resolve(import.meta.dirname, '../package.json')
const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }

/** `GET /health`, open to everybody: 200 while the database answers, 503 otherwise. */
export function healthRoutes(house: House): Router {
  const routes = Router()
  routes.get('/health', async (_req, res) => {
    const failures = await house.jobs.failures().catch((error: unknown) => {
      house.log('health.failed', { message: String(error) })
      return null
    })
    const healthy = failures !== null
    res
      .status(healthy ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ version, database: healthy ? 'up' : 'down', failedJobs: failures ?? [] })
  })
  return routes
}

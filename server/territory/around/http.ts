import { Router } from 'express'
import { z } from 'zod'
import type { Box } from '../../../geo/types.ts'
import { allow } from '../../access/guard.ts'
import { Id } from '../../api/terms.ts'
import { accept } from '../../contract.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { collection, exactArea } from '../geojson.ts'
import { areasNamed, readVersion } from '../store.ts'
import { areasAround } from './around.ts'

/** More areas than this are not edited at once. */
export const MOST_AROUND = 3000

const EditionId = z.strictObject({ id: Id })
const degrees = z.string().min(1).transform(Number).pipe(z.number().min(-180).max(180))
const AroundQuery = z.strictObject({
  /** west,south,east,north, degrees. */
  box: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.tuple([degrees, degrees, degrees, degrees])),
})

/** The areas of every level around a place at full precision: what an editor of a large edition works on. */
export function aroundRoutes(house: House): Router {
  const routes = Router()
  const around = areasAround()

  routes.get('/territory/editions/:id/around', allow('administrator'), async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const box: Box = accept(AroundQuery, req.query).box
    const answer = await house.db.snapshot(async (tx) => {
      const edition = await readVersion(tx, id)
      if (edition === undefined) throw new Problem('not-found', { facts: { edition: id } })
      const codes = await around(tx, id, box)
      if (codes.length > MOST_AROUND) {
        const flaw = { path: 'box', expected: `at most ${MOST_AROUND} areas`, got: String(codes.length) }
        throw new Problem('invalid-input', { flaws: [flaw] })
      }
      return { ...collection((await areasNamed(tx, id, codes)).map(exactArea)), edition: id, version: edition.version }
    })
    res.set('Cache-Control', 'private, no-cache').type('application/geo+json').send(JSON.stringify(answer))
  })

  return routes
}

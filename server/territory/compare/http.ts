import { stringify } from 'csv-stringify'
import { Router } from 'express'
import { z } from 'zod'
import { allow } from '../../access/guard.ts'
import { type ComparisonOut, ListName, ListQuery } from '../../api/comparison.ts'
import { Id, LevelName } from '../../api/terms.ts'
import { accept } from '../../contract.ts'
import type { House } from '../../house.ts'
import { areasOf } from '../store.ts'
import type { Comparison } from './comparison.ts'
import { TABLES } from './csv.ts'
import { comparisons } from './flow.ts'
import { changesAsGeoJson } from './geojson.ts'
import { listPage } from './lists.ts'

/** Longer than this nobody waits for an answer: they are told how far it is, and ask again. */
const PATIENCE_MS = 800
const ROWS_AT_ONCE = 500

const Pair = z.strictObject({ before: Id, after: Id })
const List = Pair.extend({ list: ListName })
const Summary = z.strictObject({ anew: z.enum(['1']).optional() })

/** What changes from one edition to another, and what moves with it. Mounted below /api, behind `signedIn`. */
export function comparisonRoutes(house: House): Router {
  const routes = Router()
  const known = comparisons(house)
  const administrator = allow('administrator')
  const at = '/territory/comparisons/:before/:after'

  routes.get(at, administrator, async (req, res) => {
    const { before, after } = accept(Pair, req.params)
    const anew = accept(Summary, req.query).anew !== undefined
    const found = await known.compare(before, after, { patienceMs: PATIENCE_MS, anew })
    const out: ComparisonOut = 'diff' in found ? summary(found) : { state: 'running', ...found }
    res.status(out.state === 'done' ? 200 : 202).json(out)
  })

  routes.delete(at, administrator, async (req, res) => {
    const { before, after } = accept(Pair, req.params)
    known.cancel(before, after)
    res.status(204).end()
  })

  routes.get(`${at}/map`, administrator, async (req, res) => {
    const { before, after } = accept(Pair, req.params)
    const { level } = accept(z.strictObject({ level: LevelName }), req.query)
    const comparison = await made(before, after)
    const areas = { before: await areasOf(house.db, before, level), after: await areasOf(house.db, after, level) }
    res.type('application/geo+json').send(JSON.stringify(changesAsGeoJson(comparison, level, areas)))
  })

  routes.get(`${at}/:list`, administrator, async (req, res) => {
    const { before, after, list } = accept(List, req.params)
    const wanted = accept(ListQuery, req.query)
    res.json(await listPage(house.db, list, await made(before, after), wanted))
  })

  routes.get(`${at}/:list/csv`, administrator, async (req, res) => {
    const { before, after, list } = accept(List, req.params)
    const comparison = await made(before, after)
    const { heading, cells } = TABLES[list]
    res.type('text/csv; charset=utf-8').attachment(`editions-${before}-${after}-${list}.csv`)
    const out = stringify({ bom: true, escape_formulas: true })
    out.pipe(res)
    out.write(heading)
    for (let from = 0; ; from += ROWS_AT_ONCE) {
      const { total, rows } = await listPage(house.db, list, comparison, { from, limit: ROWS_AT_ONCE })
      for (const row of rows) out.write(cells(row))
      if (from + ROWS_AT_ONCE >= total) break
    }
    out.end()
  })

  const made = async (before: number, after: number) => (await known.compare(before, after)) as Comparison

  return routes
}

function summary({ before, after, at, diff, reports, premises, owners, bodies }: Comparison): ComparisonOut {
  const open = reports.filter((mover) => mover.open).length
  return {
    state: 'done',
    at: at.toISOString(),
    before: before.id,
    after: after.id,
    counts: diff.counts,
    consequences: {
      openReports: open,
      closedReports: reports.length - open,
      owners: owners.length,
      premises: premises.length,
      premisesStreet: premises.filter(({ street }) => street).length,
      bodies: bodies.length,
    },
  }
}

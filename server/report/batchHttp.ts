import { stringify } from 'csv-stringify/sync'
import { Router } from 'express'
import { allow } from '../access/guard.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { answerInParts } from './answerInParts.ts'
import { type BatchRow, batchRows, readBatch } from './batchStore.ts'

/** `GET /batches/:id`: counts and states. `GET /batches/:id/rows.csv`: the result of every row, by line. */
export function batchRoutes(house: House): Router {
  const routes = Router()
  routes.use('/batches', allow('operator', 'administrator'))
  routes.get('/batches/:id', async (req, res) => {
    res.json(await known(house, req.params.id))
  })
  routes.get('/batches/:id/rows.csv', async (req, res) => {
    const { id } = await known(house, req.params.id)
    res.attachment(`batch-${id}.csv`)
    await answerInParts(res, 'text/csv; charset=utf-8', resultCsv(house, id))
  })
  return routes
}

async function known(house: House, id: string) {
  const batch = /^\d{1,9}$/.test(id) ? await readBatch(house.db, Number(id)) : undefined
  if (batch === undefined) throw new Problem('not-found', { facts: { batch: id } })
  return batch
}

const PAGE = 5000
const HEADER = ['line', 'result', 'id', 'state', 'hold', 'street', 'micro_grid', 'owner', 'reason', 'flaws']

/** Spreadsheets take UTF-8 for the local encoding unless it is marked. */
const BYTE_ORDER_MARK = '\ufeff'

async function* resultCsv(house: House, id: number): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + stringify([HEADER])
  for (let after = 0; ; ) {
    const rows = await batchRows(house.db, id, after, PAGE)
    const last = rows.at(-1)
    if (last === undefined) return
    yield stringify(rows.map(cells))
    after = last.line
  }
}

function cells({ line, id, state, hold, street, microGrid, owner, refusal }: BatchRow): (string | number | null)[] {
  const flaws = (refusal?.flaws ?? []).map(({ path, expected, got }) => `${path}: ${expected}; got ${got}`).join(' | ')
  const result = refusal === null ? 'taken' : 'refused'
  return [line, result, id, state, hold, street, microGrid, owner, refusal?.zh ?? null, flaws]
}

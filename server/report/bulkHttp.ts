import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import { accountOf } from '../access/guard.ts'
import type { BulkLine } from '../api/report.ts'
import { accept } from '../contract.ts'
import { openCsvText } from '../csv/encoding.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { actorOf } from './actorOf.ts'
import { answerInParts } from './answerInParts.ts'
import { takeFile } from './bulk.ts'
import { Mapping } from './bulkRow.ts'
import { stage } from './stage.ts'

/**
 * `POST /reports/bulk` takes text/csv of any size and answers NDJSON (`BulkLine`), a line a row, as rows become durable.
 * `?columns[x]=LONGITUDE` names the file's column for one of ours, `?defaults[crs]=wgs84` a value for all rows,
 * `?name=` the file. Closing the connection cancels.
 */
export function bulkIntake(house: House): RequestHandler {
  return async (req, res) => {
    if (!req.is('text/csv')) throw new Problem('unsupported-media', { facts: { expected: 'text/csv' } })
    const mapping = accept(Mapping, mappingOf(req))
    const name = accept(z.string(), new URL(req.url, 'http://here').searchParams.get('name') ?? 'rows.csv')
    const staged = await stage(req)
    try {
      const file = { ...(await openCsvText(staged.path)), digest: staged.digest, name: name.slice(0, 200) }
      const by = await actorOf(house.db, accountOf(res))
      await answerInParts(res, 'application/x-ndjson', asText(takeFile(house, file, mapping, by)))
    } finally {
      await staged.remove()
    }
  }
}

/** `columns[x]=NAME` and `defaults[crs]=NAME` of the query. */
function mappingOf(req: Request): unknown {
  const mapping: Record<'columns' | 'defaults', Record<string, string>> = { columns: {}, defaults: {} }
  for (const [key, value] of new URL(req.url, 'http://here').searchParams) {
    const [, part, column] = /^(columns|defaults)\[(\w+)\]$/.exec(key) ?? []
    if (part !== undefined && column !== undefined) mapping[part as keyof typeof mapping][column] = value
  }
  return mapping
}

async function* asText(chunks: AsyncIterable<readonly BulkLine[]>): AsyncGenerator<string> {
  for await (const lines of chunks) yield lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BulkLine, ReportDetail } from '../../server/api/report.ts'
import { sql } from '../../server/db.ts'
import { reportJobs } from '../../server/report/jobs.ts'
import { signedInAs } from '../accounts.ts'
import type { Client } from '../client.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { serve } from '../serve.ts'
import { CENTRE, MATTERS, middleOf, smallDistrict, TEAMS } from '../smallDistrict.ts'

let world: TestHouse
let server: Awaited<ReturnType<typeof serve>>
let operator: Client
let officer: Client

beforeAll(async () => {
  world = await testHouse()
  await smallDistrict(world.house.db)
  await reportJobs(world.house)
  server = await serve(world.house)
  operator = await signedInAs(world.house, server.base, 'operator', CENTRE)
  officer = await signedInAs(world.house, server.base, 'officer', TEAMS[1])
})
afterAll(async () => {
  await server.close()
  await world.close()
})

const reached = async (id: number, state: string): Promise<ReportDetail> => {
  const { body } = await operator.get<ReportDetail>(`/api/reports/${id}`)
  if (body.report.state === state) return body
  await new Promise((resolve) => setTimeout(resolve, 50))
  return reached(id, state)
}

const CSV = 'text/csv'
const head = 'observed_at,crs,x,y,accuracy_m,matter,description'
const row = (n: number) => {
  const [x, y] = middleOf(n % 6, n % 4)
  return `2026-03-01T08:00:00+08:00,wgs84,${x},${y},5,${MATTERS.parking},第 ${n} 行`
}
const lines = (text: string): BulkLine[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as BulkLine)
const bulk = async (body: string | Uint8Array, query = '') => {
  const answer = await operator.send<string>('POST', `/api/reports/bulk${query}`, body, { 'content-type': CSV })
  // NDJSON is not JSON, so that the client leaves it as text.
  return { status: answer.status, lines: answer.status === 200 ? lines(String(answer.body)) : [], body: answer.body }
}

describe('in bulk', () => {
  it('broken rows are refused by line with their reason and kept; all others are taken', async () => {
    const rows = [
      head,
      row(1),
      '2026-03-01T08:00:00+08:00,wgs84,117.7"9,26.4,5,G-01,stray quote',
      row(2),
      `2026-03-01T08:00:00+08:00,wgs84,117.79,91,5,${MATTERS.parking},latitude 91`,
      '2026-03-01T08:00:00+08:00,wgs84,117.79,26.39',
      row(3),
      `2026-03-01T08:00:00+08:00,wgs84,117.79,26.39,5,${MATTERS.parking},"quote never closed`,
      row(4),
      `2026-03-01T08:00:00+08:00,wgs84,NaN,26.39,5,${MATTERS.parking},NaN`,
      `2026-03-01T08:00:00+08:00,,,,,${MATTERS.parking},no position`,
      `2026-03-01T08:00:00+08:00,wgs84,0,0,,${MATTERS.parking},"two\nlines, ""quoted"""`,
      row(5),
    ]
    const answer = await bulk(rows.join('\r\n'), '?name=broken.csv')
    const of = (kind: string) =>
      answer.lines.flatMap((line) => (line.kind === kind && 'line' in line ? [line.line] : []))
    expect(of('refused')).toEqual([3, 5, 6, 8, 10])
    expect(of('taken')).toEqual([2, 4, 7, 9, 11, 12, 14])
    expect(answer.lines.at(-1)).toMatchObject({ kind: 'end', taken: 7, repeated: 0, refused: 5 })
    const kept = await world.house.db.rows<{ line: number; raw: string }>(
      sql`select line, raw from batch_refusal order by line`,
    )
    expect(kept.map(({ line }) => line)).toEqual([3, 5, 6, 8, 10])
    expect(kept[0]!.raw).toBe(rows[2])
    const text = await world.house.db.row<{ description: string }>(
      sql`select description from report where batch_line = 12 order by id desc limit 1`,
    )
    expect(text?.description).toBe('two\nlines, "quoted"')
  })

  it('a row the database cannot hold takes no other with it and is kept as far as it can be', async () => {
    const long = `${'a'.repeat(9_999)}😀,one field too few`
    const answer = await bulk(`${[head, row(1), `${row(2)}\0`, 'a\0b,c', long, row(3)].join('\n')}`)
    const refused = answer.lines.flatMap((line) => (line.kind === 'refused' ? [line.line] : []))
    expect(refused).toEqual([3, 4, 5])
    expect(answer.lines.at(-1)).toMatchObject({ kind: 'end', taken: 2, refused: 3 })
    const batch = answer.lines[0]!.kind === 'begin' ? answer.lines[0]!.batch : 0
    const { body } = await operator.get<string>(`/api/batches/${batch}/rows.csv`)
    expect(body.trimEnd().split('\n')).toHaveLength(6)
  })

  it('GBK is read, and the same file sent again makes nothing new', async () => {
    const gbk = Buffer.concat([
      Buffer.from(`${head}\n2026-03-01T08:00:00+08:00,wgs84,117.785,26.395,5,${MATTERS.parking},`),
      // 占道经营 in GBK
      Buffer.from([0xd5, 0xbc, 0xb5, 0xc0, 0xbe, 0xad, 0xd3, 0xaa]),
    ])
    const first = await bulk(gbk)
    expect(first.lines[0]).toMatchObject({ kind: 'begin', encoding: 'gb18030' })
    const id = first.lines.find((line) => line.kind === 'taken')!.id
    const { report } = await reached(id, 'routed')
    expect(report.description).toBe('占道经营')
    const again = await bulk(gbk)
    expect(again.lines.at(-1)).toMatchObject({ taken: 0, repeated: 1, refused: 0 })
    const batch = again.lines[0]!.kind === 'begin' ? again.lines[0]!.batch : 0
    const { body } = await operator.get<{ states: object }>(`/api/batches/${batch}`)
    expect(body).toMatchObject({ status: 'finished', repeated: 1, states: { routed: 1 } })
    const csv = await operator.get<string>(`/api/batches/${batch}/rows.csv`)
    expect(csv.body).toContain(`2,taken,${id},routed`)
  })

  it('columns go by declared names, defaults fill what the file has not', async () => {
    const text = `when,LON,LAT\n2026-03-01T08:00:00+08:00,117.785,26.395`
    const query = `?columns[observed_at]=when&columns[x]=LON&columns[y]=LAT&defaults[crs]=wgs84&defaults[matter]=${MATTERS.food}`
    const answer = await bulk(text, query)
    expect(answer.lines.at(-1)).toMatchObject({ taken: 1, refused: 0 })
    expect((await bulk(text)).status).toBe(422)
    expect((await bulk('')).status).toBe(422)
    expect((await bulk(text, '?columns[nonsense]=LON')).status).toBe(422)
    expect((await bulk(text, `${query}&name=a%00b`)).status).toBe(422)
    const twice = await operator.send('POST', `/api/reports/bulk${query}`, text.replace('LAT', 'LON'), {
      'content-type': CSV,
    })
    expect([twice.status, twice.body.error.flaws.map(({ path }) => path)]).toEqual([422, ['y', 'x']])
  })

  it('only text/csv is taken, and officers may not', async () => {
    const json = await operator.send('POST', '/api/reports/bulk', '{}', { 'content-type': 'application/json' })
    expect(json.status).toBe(415)
    const answer = await officer.send('POST', '/api/reports/bulk', head, { 'content-type': CSV })
    expect(answer.status).toBe(403)
  })
})

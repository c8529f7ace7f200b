import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BulkLine, QueuePage, Receipt, ReportDetail } from '../../server/api.ts'
import { sql } from '../../server/db.ts'
import { reportJobs } from '../../server/report/jobs.ts'
import { signedInAs } from '../accounts.ts'
import type { Client } from '../client.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { serve } from '../serve.ts'
import { CENTRE, MATTERS, middleOf, reportAt, STREETS, smallDistrict, TEAMS } from '../smallDistrict.ts'

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
const reportCount = async () => (await world.house.db.row<{ n: number }>(sql`select count(*) as n from report`))!.n

const good = () => reportAt(middleOf(2, 1))
const at = (x: unknown, y: unknown, crs: unknown = 'wgs84') => ({ ...good(), position: { crs, x, y } })

describe('bad input', () => {
  const table: [what: string, body: () => unknown, status: number, code: string, path?: string][] = [
    ['malformed JSON', () => '{"idempotencyKey": ', 400, 'malformed-json'],
    ['no body', () => '', 422, 'invalid-input'],
    ['a list', () => [good()], 422, 'invalid-input', ''],
    ['a missing field', () => ({ ...good(), observedAt: undefined }), 422, 'invalid-input', 'observedAt'],
    ['an extra field', () => ({ ...good(), colour: 'red' }), 422, 'invalid-input', ''],
    ['neither category nor matter', () => ({ ...good(), matter: undefined }), 422, 'invalid-input', 'category'],
    ['an unknown matter', () => ({ ...good(), matter: 'X-99' }), 422, 'invalid-input', 'matter'],
    ['an unknown category', () => ({ ...good(), category: 'x', matter: undefined }), 422, 'invalid-input', 'category'],
    ['a matter of another category', () => ({ ...good(), category: 'market' }), 422, 'invalid-input', 'category'],
    ['latitude 91', () => at(117.79, 91), 422, 'invalid-input', 'position'],
    ['swapped coordinates', () => at(26.395, 117.785), 422, 'invalid-input', 'position'],
    ['swapped in a projected system', () => at(2_920_000, 578_000, 'EPSG:4549'), 422, 'invalid-input', 'position'],
    ['NaN as text', () => at('NaN', 26.39), 422, 'invalid-input', 'position.x'],
    ['NaN in JSON', () => '{"position": {"x": NaN}}', 400, 'malformed-json'],
    ['null as a coordinate', () => at(null, 26.39), 422, 'invalid-input', 'position.x'],
    ['an unknown system', () => at(117.79, 26.39, 'mars'), 422, 'invalid-input', 'position.crs'],
    ['an unsupported EPSG code', () => at(117.79, 26.39, 'EPSG:9999'), 422, 'invalid-input', 'position.crs'],
    [
      'a time of tomorrow',
      () => ({ ...good(), observedAt: '2026-03-05T00:00:00Z' }),
      422,
      'invalid-input',
      'observedAt',
    ],
    [
      'a time without offset',
      () => ({ ...good(), observedAt: '2026-03-01T00:00:00' }),
      422,
      'invalid-input',
      'observedAt',
    ],
    ['a NUL in the text', () => ({ ...good(), description: 'a\0b' }), 422, 'invalid-input', 'description'],
    ['half a surrogate pair', () => ({ ...good(), description: '\ud800' }), 422, 'invalid-input', 'description'],
    ['the year 0', () => ({ ...good(), observedAt: '0000-01-01T00:00:00Z' }), 422, 'invalid-input', 'observedAt'],
    ['10 MB', () => JSON.stringify({ ...good(), description: 'x'.repeat(10_000_000) }), 413, 'body-too-large'],
  ]
  for (const [what, body, status, code, path] of table) {
    it(`${what} is answered ${status} and nothing is kept`, async () => {
      const before = await reportCount()
      const answer = await operator.post('/api/reports', body(), { 'content-type': 'application/json' })
      expect([answer.status, answer.body.error.code]).toEqual([status, code])
      if (path !== undefined) expect(answer.body.error.flaws.map((flaw) => flaw.path)).toContain(path)
      expect(answer.body.error.zh).not.toBe('')
      expect(await reportCount()).toBe(before)
    })
  }

  it('0,0 and a place outside the district are taken and wait as unlocated', async () => {
    for (const [x, y] of [
      [0, 0],
      [121.47, 31.23],
    ] as const) {
      const { status, body } = await operator.post<Receipt>('/api/reports', at(x, y))
      expect(status).toBe(201)
      const held = await until(async () => {
        const { body: detail } = await operator.get<ReportDetail>(`/api/reports/${body.id}`)
        return detail.report.hold === null ? undefined : detail
      })
      expect(held.report).toMatchObject({ state: 'received', hold: 'unlocated' })
      expect(held.place).toMatchObject({ kind: 'unlocated', nearest: { distanceM: expect.any(Number) } })
    }
  })

  it('offsets no clock on earth has and accuracies below the millimetre are taken for what they say', async () => {
    for (const [observedAt, moment] of [
      ['2026-03-01T23:30:00+23:30', '2026-03-01T00:00:00+00:00'],
      ['2026-03-01T00:00:00-20:00', '2026-03-01T20:00:00+00:00'],
    ] as const) {
      const position = { ...good().position!, accuracyM: 1e-60 }
      const { status, body } = await operator.post<Receipt>('/api/reports', { ...good(), observedAt, position })
      expect(status).toBe(201)
      const { body: detail } = await operator.get<ReportDetail>(`/api/reports/${body.id}`)
      expect(detail.report).toMatchObject({ observedAt: moment, accuracyM: 0 })
    }
  })

  it('the same key with the same body answers the same receipt, with another body 409', async () => {
    const intake = good()
    const first = await operator.post<Receipt>('/api/reports', intake)
    const again = await operator.post<Receipt>('/api/reports', Object.fromEntries(Object.entries(intake).reverse()))
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body).toMatchObject({ id: first.body.id, repeated: true })
    const other = await operator.post('/api/reports', { ...intake, description: 'another' })
    expect([other.status, other.body.error.code, other.body.error.facts.id]).toEqual([409, 'key-reused', first.body.id])
  })

  it('the same key fifty times at once makes one report', async () => {
    const before = await reportCount()
    const intake = good()
    const answers = await Promise.all(Array.from({ length: 50 }, () => operator.post<Receipt>('/api/reports', intake)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(await reportCount()).toBe(before + 1)
  })

  it('moves that do not fit are refused with the reason', async () => {
    const { body } = await operator.post<Receipt>('/api/reports', good())
    const { report } = await reached(body.id, 'routed')
    const move = (wish: object, by = operator) => by.post(`/api/reports/${body.id}/moves`, wish)
    expect((await move({ move: 'fly', version: 1 })).status).toBe(422)
    expect((await move({ move: 'accept', version: report.version })).body.error.code).toBe('illegal-move')
    expect((await move({ move: 'close', version: report.version, result: 'ok' })).body.error).toMatchObject({
      code: 'illegal-move',
      facts: { state: 'routed', legal: ['assign', 'repin', 'classify'] },
    })
    expect((await move({ move: 'assign', version: 1, unit: TEAMS[1] })).body.error.code).toBe('stale-version')
    expect((await operator.get('/api/reports/999999999')).status).toBe(404)
    expect((await operator.get('/api/reports/abc')).status).toBe(404)
    expect((await operator.get('/api/reports?queue=nothing')).status).toBe(422)
    for (const after of ['abc', '2026-02-30 00:00:00+00~1', '9999-99-99 00:00:00+00~1', '0000-01-01 00:00:00+00~1']) {
      expect((await operator.get(`/api/reports?after=${encodeURIComponent(after)}`)).status).toBe(422)
    }
    const { version } = report
    expect((await move({ move: 'assign', version, unit: TEAMS[1], person: 2 ** 40 })).status).toBe(422)
    expect((await move({ move: 'classify', version, matter: MATTERS.food, reason: '   ' })).status).toBe(422)
  })
})

describe('over HTTP', () => {
  it('a report is routed by the jobs, then assigned, accepted and closed', async () => {
    const { body } = await operator.post<Receipt>('/api/reports', good())
    let { report } = await reached(body.id, 'routed')
    const move = async (by: Client, wish: object) => {
      const answer = await by.post<ReportDetail>(`/api/reports/${body.id}/moves`, { version: report.version, ...wish })
      expect(answer.status).toBe(200)
      report = answer.body.report
    }
    await move(operator, { move: 'assign', unit: TEAMS[1] })
    await move(officer, { move: 'accept' })
    await move(officer, { move: 'close', result: '已劝离' })
    expect(report).toMatchObject({ state: 'closed', assigned: TEAMS[1], owner: STREETS[1] })
  })

  it('queues are paged without gap or repetition, in the order of time left', async () => {
    const intakes = Array.from({ length: 7 }, good)
    for (const intake of intakes)
      await reached((await operator.post<Receipt>('/api/reports', intake)).body.id, 'routed')
    const seen: number[] = []
    const dues: string[] = []
    let after = ''
    do {
      const { body } = await operator.get<QueuePage>(`/api/reports?queue=to-dispatch&limit=3${after}`)
      seen.push(...body.reports.map(({ id }) => id))
      dues.push(...body.reports.map(({ dispatchDue }) => dispatchDue!))
      expect(body.counts['to-dispatch']).toBeGreaterThanOrEqual(7)
      after = body.next === null ? 'end' : `&after=${encodeURIComponent(body.next)}`
    } while (after !== 'end')
    const { body } = await operator.get<QueuePage>('/api/reports?queue=to-dispatch&limit=500')
    expect(seen).toEqual(body.reports.map(({ id }) => id))
    expect(dues).toEqual(dues.toSorted())
  })
})

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

async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const answer = await ask()
  if (answer !== undefined) return answer
  await new Promise((resolve) => setTimeout(resolve, 50))
  return until(ask)
}

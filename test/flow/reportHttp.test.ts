import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QueuePage, Receipt, ReportDetail } from '../../server/api/report.ts'
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

async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const answer = await ask()
  if (answer !== undefined) return answer
  await new Promise((resolve) => setTimeout(resolve, 50))
  return until(ask)
}

import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refreshed, Situation } from '../../../server/api/situation.ts'
import { openSituation, type SituationRoom } from '../../../server/situation/flow.ts'
import { situationJobs } from '../../../server/situation/jobs.ts'
import { requestRefresh } from '../../../server/situation/request.ts'
import { signedInAs } from '../../accounts.ts'
import type { Client } from '../../client.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { serve } from '../../serve.ts'
import { STREETS, smallDistrict } from '../../smallDistrict.ts'
import { insertReports, warehouseFolder } from './fixture.ts'

let test: TestHouse
let room: SituationRoom
let edition: number
let leader: Client
let base: string
let close: () => Promise<void>
const { folder, remove } = warehouseFolder()
const ROW = { day: '2026-02-01', category: 'market', place: { column: 0, row: 0 }, closed: true }

beforeAll(async () => {
  test = await testHouse()
  edition = (await smallDistrict(test.house.db)).edition
  await insertReports(test.house.db, edition, [
    ROW,
    { ...ROW, day: '2026-02-02' },
    { ...ROW, place: null, closed: false },
  ])
  room = await openSituation(test.house, folder)
  ;({ base, close } = await serve(test.house, room))
  leader = await signedInAs(test.house, base, 'leader')
})

afterAll(async () => {
  await close()
  await room.close()
  await test.close()
  remove()
})

describe('the leader’s figures over HTTP', () => {
  it('come with the first question, without anybody having refreshed', async () => {
    const { status, body } = await leader.get('/api/situation')
    expect(status).toBe(200)
    expect(Situation.parse(body)).toMatchObject({
      asOf: '2026-03-02T01:00:00.000Z',
      lagRows: 0,
      total: 3,
      closed: 2,
      unlocated: 1,
      byArea: [{ code: STREETS[0], count: 2 }],
      byDay: [
        { day: '2026-02-01', count: 2 },
        { day: '2026-02-02', count: 1 },
      ],
    })
  })

  it('say what they lack, and catch up by hand', async () => {
    await insertReports(test.house.db, edition, [ROW, ROW])
    expect((await leader.get<Situation>('/api/situation')).body).toMatchObject({ total: 3, lagRows: 2 })
    const { status, body } = await leader.post('/api/situation/refresh', {})
    expect(status).toBe(200)
    expect(Refreshed.parse(body)).toMatchObject({ pulled: 2, total: 5, full: false })
    expect((await leader.get<Situation>('/api/situation')).body).toMatchObject({ total: 5, lagRows: 0 })
  })

  it('are not sent again while they are the same', async () => {
    const first = await leader.get('/api/situation?level=micro-grid')
    const tag = first.headers.get('etag')!
    const again = await leader.get('/api/situation?level=micro-grid', { 'if-none-match': tag })
    expect([again.status, again.body]).toEqual([304, ''])
    await insertReports(test.house.db, edition, [ROW])
    const behind = await leader.get('/api/situation?level=micro-grid', { 'if-none-match': tag })
    expect(behind.status).toBe(200)
  })

  it('are filtered as asked', async () => {
    const { body } = await leader.get<Situation>(
      `/api/situation?from=2026-02-02&to=2026-02-28&category=market&street=${STREETS[0]}&zone=zone-1&level=grid`,
    )
    expect(body).toMatchObject({ total: 1, closed: 1, unlocated: 0 })
    const nobody = await leader.get<Situation>('/api/situation?street=nowhere')
    expect(nobody.body).toMatchObject({ total: 0, closed: 0 })
  })

  it.each(['from=yesterday', 'to=2026-13-01', 'level=room', 'colour=red', 'street='])('refuse %s', async (query) => {
    const { status, body } = await leader.get(`/api/situation?${query}`)
    expect(status).toBe(422)
    expect(body.error.flaws.length).toBe(1)
  })

  it('are for those who lead, plan, operate and administer', async () => {
    for (const role of ['planner', 'operator', 'administrator'] as const) {
      const client = await signedInAs(test.house, base, role)
      expect((await client.get('/api/situation')).status).toBe(200)
    }
    const officer = await signedInAs(test.house, base, 'officer')
    expect((await officer.get('/api/situation')).status).toBe(403)
    expect((await officer.post('/api/situation/refresh', {})).status).toBe(403)
  })

  it('are brought up to now by a job, and the one who asked for it hears', async () => {
    expect(await requestRefresh(test.house, 300)).toBe(false)
    await situationJobs(test.house, room, 'Asia/Shanghai')
    await insertReports(test.house.db, edition, [ROW])
    expect(await requestRefresh(test.house, 40_000)).toBe(true)
    expect((await leader.get<Situation>('/api/situation')).body.lagRows).toBe(0)
  })

  it('survive any block of the file being spoiled', async () => {
    const before = (await leader.get<Situation>('/api/situation')).body
    await room.close()
    const serving = () => path.join(folder, readFileSync(path.join(folder, 'current'), 'utf8'))
    const whole = readFileSync(serving())
    let spoiled = 0
    // Blocks of 256 KiB follow three headers of 4 KiB; which of them an opening reads is DuckDB's affair.
    for (let block = 12_288; block < whole.length; block += 262_144) {
      const bytes = Buffer.from(whole)
      bytes.fill(0xab, block + 8, Math.min(block + 20_000, bytes.length))
      writeFileSync(serving(), bytes)
      const other = await openSituation(test.house, folder)
      const { situation } = await other.ask({ level: 'street' })
      await other.close()
      expect({ ...situation, asOf: '' }).toEqual({ ...before, asOf: '' })
      spoiled++
    }
    expect(spoiled).toBeGreaterThan(0)
    expect(test.logged.filter(({ event }) => event === 'warehouse.damaged').length).toBeGreaterThan(0)
  })
})

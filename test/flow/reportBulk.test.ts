import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BulkLine } from '../../server/api/report.ts'
import { sql } from '../../server/db.ts'
import { signedInAs } from '../accounts.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { serve } from '../serve.ts'
import { CENTRE, MATTERS, middleOf, smallDistrict } from '../smallDistrict.ts'

const COUNT = 200_000
const BROKEN = new Map([
  [7, 'broken'],
  [100_000, '2026-03-01T08:00:00+08:00,wgs84,117.79,26.39,5,G-01,"open'],
  [199_999, '2026-03-01T08:00:00+08:00,wgs84,117.79,NaN,5,G-01,'],
])

let world: TestHouse
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  world = await testHouse()
  await smallDistrict(world.house.db)
  server = await serve(world.house)
})
afterAll(async () => {
  await server.close()
  await world.close()
})

const row = (n: number) => {
  const [x, y] = middleOf(n % 6, n % 4)
  return `2026-03-01T08:00:00+08:00,wgs84,${x},${y},5,${MATTERS.parking},第 ${n} 行`
}

async function* file() {
  yield 'observed_at,crs,x,y,accuracy_m,matter,description\n'
  for (let start = 0; start < COUNT; start += 1000) {
    const part = Array.from({ length: 1000 }, (_, n) => BROKEN.get(start + n) ?? row(start + n))
    yield `${part.join('\n')}\n`
  }
}

it('200,000 rows with 3 broken ones are taken as a stream, a result for each', async () => {
  const operator = await signedInAs(world.house, server.base, 'operator', CENTRE)
  const answer = await fetch(`${server.base}/api/reports/bulk`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', cookie: operator.cookie!, 'x-csrf-token': operator.csrf! },
    body: Readable.toWeb(Readable.from(file())) as BodyInit,
    duplex: 'half',
  } as RequestInit)
  expect(answer.status).toBe(200)
  const refused: number[] = []
  let taken = 0
  let end: BulkLine | undefined
  let rest = ''
  for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + part).split('\n')
    rest = lines.pop()!
    for (const text of lines) {
      const line = JSON.parse(text) as BulkLine
      if (line.kind === 'taken') taken++
      else if (line.kind === 'refused') refused.push(line.line)
      else if (line.kind === 'end') end = line
    }
  }
  expect(taken).toBe(COUNT - BROKEN.size)
  expect(refused).toEqual([...BROKEN.keys()].map((index) => index + 2))
  expect(end).toMatchObject({ taken: COUNT - 3, repeated: 0, refused: 3 })
  const stored = await world.house.db.row<{ n: number }>(sql`select count(*) as n from report`)
  expect(stored?.n).toBe(COUNT - 3)
}, 300_000)

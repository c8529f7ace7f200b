import { createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { toWkb } from '../../../../geo/wkb.ts'
import { sql } from '../../../../server/db.ts'
import { Problem } from '../../../../server/errors.ts'
import { copyOfAreas } from '../../../../server/territory/copyStore.ts'
import { copyAreas } from '../../../../server/territory/import/importStore.ts'
import { readPresent } from '../../../../server/territory/import/present.ts'
import { openRowFile, rowsToCopy } from '../../../../server/territory/import/rowFile.ts'
import { openSpill } from '../../../../server/territory/import/spill.ts'
import { spoolPath, spoolUpload } from '../../../../server/territory/import/spool.ts'
import { areasOf, createEdition } from '../../../../server/territory/store.ts'
import { square } from '../../../geo/squares.ts'
import { testHouse } from '../../../house.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-import-files-'))
afterAll(() => rmSync(folder, { recursive: true }))
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'taken',
    (error: unknown) => (error instanceof Problem ? error.code : error),
  )

describe('a spill', () => {
  it('gives back what went in, small and larger than its block, in any order', () => {
    let n = 0
    const lengths = fc.array(fc.oneof(fc.nat({ max: 2000 }), fc.integer({ min: 4_190_000, max: 4_200_000 })), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(lengths, fc.boolean(), (given, backwards) => {
        const spill = openSpill(path.join(folder, `spill-${n++}`))
        const all = given.map((length, at) => new Uint8Array(length).fill(at + 1))
        const kept = all.map((bytes) => ({ bytes, kept: spill.keep(bytes) }))
        for (const one of backwards ? kept.toReversed() : kept) {
          expect(Buffer.from(spill.read(one.kept)).equals(one.bytes)).toBe(true)
        }
        spill.close()
      }),
      { numRuns: 20 },
    )
    expect(readdirSync(folder).filter((name) => name.startsWith('spill'))).toEqual([])
  })
})

describe('areas on their way', () => {
  it('reach the database and come back from it as they were', async () => {
    const at = await testHouse()
    const { db } = at.house
    const rows = Array.from({ length: 50 }, (_, n) => ({
      level: n === 0 ? ('district' as const) : ('street' as const),
      code: `C${String(n).padStart(3, '0')}`,
      name: `街道“${n}”\t\\N\n`,
      parent: n === 0 ? null : 'C000',
      wkb: toWkb(square([n, 0, n + 1, 2])),
      label: [117.5 + n / 1000, 26.1234567890123] as const,
      areaM2: n * Math.PI,
      source: { file: '街.geojson', features: [n], note: "it's" },
    }))
    const file = openRowFile(path.join(folder, 'rows'))
    for (const row of rows) file.write(row)
    file.close()
    const id = await db.transaction(async (tx) => {
      const made = await createEdition(tx, 'x')
      await copyAreas(
        tx,
        rowsToCopy(path.join(folder, 'rows'), made, () => undefined),
      )
      return made
    })
    const read = await areasOf(db, id)
    expect(read.map(({ geometry, ...rest }) => ({ ...rest, wkb: toWkb(geometry) }))).toEqual(rows)

    const to = path.join(folder, 'present')
    await db.snapshot((tx) => pipeline(copyOfAreas(tx, id, ['district', 'street']), createWriteStream(to)))
    const present = await readPresent(to, 'street')
    expect(present.levels.size).toBe(50)
    expect(present.above.map(({ code: one, parent }) => [one, parent])).toEqual(
      rows.slice(1).map(({ code: one }) => [one, 'C000']),
    )
    expect(present.above[7]!.geometry).toEqual(square([8, 0, 9, 2]))
    expect(await db.row(sql`select count(*) as n from area`)).toEqual({ n: 50 })
    await at.close()
  })
})

describe('an upload', () => {
  async function* pieces(count: number, fail = false) {
    for (let n = 0; n < count; n++) yield Buffer.alloc(1000, n)
    if (fail) throw new Error('aborted')
  }
  const spooled = (source: AsyncIterable<Uint8Array>, declaredBytes: number | null = null) =>
    spoolUpload(folder, source, { limitBytes: 10_000, declaredBytes })
  const left = () => readdirSync(path.join(folder, 'imports', 'uploads'))

  it('is written whole, or refused and leaves nothing', async () => {
    const { spool, bytes } = await spooled(pieces(10))
    expect([bytes, readFileSync(spoolPath(folder, spool)).length]).toEqual([10_000, 10_000])
    rmSync(spoolPath(folder, spool))
    expect(await code(spooled(pieces(11)))).toBe('file-too-large')
    expect(await code(spooled(pieces(1), 10_001))).toBe('file-too-large')
    expect(await code(spooled(pieces(5, true)))).toBe('file-cut-off')
    expect(await code(spooled(pieces(5), 6000))).toBe('file-cut-off')
    expect(left()).toEqual([])
  })

  it('that ends while its file is being opened leaves nothing either', async () => {
    for (let n = 0; n < 200; n++) {
      const two = [pieces(0, true), pieces(1, true)].map((source) => code(spooled(source)))
      expect(await Promise.all(two)).toEqual(['file-cut-off', 'file-cut-off'])
    }
    // A file that was opened too late is there by now.
    await wait(200)
    expect(left()).toEqual([])
  })
})

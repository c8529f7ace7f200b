import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { coverage } from '../../../bench/coverage.ts'
import { type Atlas, buildAtlas } from '../../../geo/atlas.ts'
import { seeded } from '../../../geo/random.ts'
import type { Area } from '../../../geo/types.ts'
import { sql } from '../../../server/db.ts'
import { contentOf } from '../../../server/territory/atlasStore.ts'
import { atlasOfEdition } from '../../../server/territory/buildEditionAtlas.ts'
import { type AreaRow, createEdition, insertAreas } from '../../../server/territory/store.ts'
import { hardPoints } from '../../geo/hardPoints.ts'
import { type TestHouse, testHouse } from '../../house.ts'

const { areas, leaves } = coverage({ leaves: 250, seed: 41, halvings: 1 })
const truth = buildAtlas(areas)
const points = Float64Array.from(hardPoints(leaves, 2000, seeded(7)).flat())
const row = (area: Area): AreaRow => ({ ...area, label: [117.4, 26.1], areaM2: 1, source: {} })

let test: TestHouse
let edition: number
const folder = () => path.join(test.house.folder, 'atlas')
const file = () => path.join(folder(), `edition-${edition}.atlas`)
const atlasOf = async (id: number) => (await atlasOfEdition(test.house, id)).atlas
const ofEdition = () => atlasOf(edition)
const sameAnswers = (atlas: Atlas, as = truth) => expect(atlas.findAll(points)).toEqual(as.findAll(points))

beforeAll(async () => {
  test = await testHouse()
  edition = await createEdition(test.house.db, 'a coverage')
  await insertAreas(test.house.db, edition, areas.map(row))
}, 120_000)
afterAll(() => test.close())
beforeEach(() => rmSync(folder(), { recursive: true, force: true }))

describe('the atlas of an edition', { timeout: 120_000 }, () => {
  it('is built in a thread, and kept beside the edition for the next start and other processes', async () => {
    sameAnswers(await ofEdition())
    const written = statSync(file()).mtimeMs
    const again = await ofEdition()
    sameAnswers(again)
    expect(again.size).toBe(areas.length)
    expect({ ...again.area(leaves[3]!.code) }).toEqual(leaves[3])
    expect(statSync(file()).mtimeMs).toBe(written)
    expect(readdirSync(folder())).toEqual([path.basename(file())])
  })

  it('is built anew where the snapshot is damaged, cut short, of an older version or of another edition', async () => {
    await ofEdition()
    const good = readFileSync(file())
    const flipped = Buffer.from(good)
    flipped[good.length >> 1]! ^= 4
    const older = Buffer.from(good)
    older[4]!--
    const other = await createEdition(test.house.db, 'another')
    await insertAreas(test.house.db, other, areas.slice(0, 220).map(row))
    await atlasOf(other)
    const foreign = readFileSync(path.join(folder(), `edition-${other}.atlas`))
    const bads = [flipped, older, good.subarray(0, good.length / 2), Buffer.alloc(0), Buffer.from('nonsense'), foreign]
    for (const bad of bads) {
      writeFileSync(file(), bad)
      sameAnswers(await ofEdition())
      expect(readFileSync(file()).equals(good)).toBe(true)
    }
  })

  it('follows every change of an area, whoever makes it', async () => {
    const { db } = test.house
    const draft = await createEdition(db, 'a draft')
    await insertAreas(db, draft, areas.map(row))
    await atlasOf(draft)
    const before = await contentOf(db, draft)
    const gone = leaves[10]!.code
    await db.run(sql`delete from area where edition_id = ${draft} and code = ${gone}`)
    expect((await contentOf(db, draft))!.content).not.toBe(before!.content)
    const atlas = await atlasOf(draft)
    expect(atlas.area(gone)).toBeUndefined()
    sameAnswers(atlas, buildAtlas(areas.filter(({ code }) => code !== gone)))
    await db.run(sql`update area set name = 'renamed' where edition_id = ${draft} and code = ${leaves[11]!.code}`)
    expect((await atlasOf(draft)).area(leaves[11]!.code)!.name).toBe('renamed')
  })

  it('is the same to all who ask at once', async () => {
    for (const atlas of await Promise.all([ofEdition(), ofEdition(), ofEdition()])) sameAnswers(atlas)
    sameAnswers(await ofEdition())
  })

  it('is built all the same where it cannot be kept, and the log says so', async () => {
    mkdirSync(path.join(test.house.folder), { recursive: true })
    writeFileSync(folder(), 'a file where the folder would be')
    sameAnswers(await ofEdition())
    expect(test.logged.filter(({ event }) => event === 'atlas.not-kept').length).toBeGreaterThan(0)
  })

  it('passes on why no atlas can be made', async () => {
    const { db } = test.house
    const circle = await createEdition(db, 'a circle')
    const many = areas.slice(0, 220).map((area) => row({ ...area, level: 'grid', parent: areas[0]!.code }))
    await insertAreas(db, circle, many)
    await expect(atlasOf(circle)).rejects.toThrow('expected the parent of')
  })

  it('keeps the files of few editions only, and nothing that a killed process left half written', async () => {
    mkdirSync(folder(), { recursive: true })
    const half = path.join(folder(), 'edition-1.atlas.1.1.part')
    writeFileSync(half, 'half')
    utimesSync(half, new Date(0), new Date(0))
    for (let i = 0; i < 12; i++) {
      const old = path.join(folder(), `edition-${9000 + i}.atlas`)
      writeFileSync(old, 'old')
      utimesSync(old, new Date(0), new Date(0))
    }
    await ofEdition()
    const kept = readdirSync(folder())
    expect(kept.length).toBe(8)
    expect(kept).toContain(path.basename(file()))
  })

  it('is empty where the edition is gone or has no areas', async () => {
    expect((await atlasOf(999_999)).size).toBe(0)
    expect((await atlasOf(await createEdition(test.house.db, 'empty'))).size).toBe(0)
  })
})

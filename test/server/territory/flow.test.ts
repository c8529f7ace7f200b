import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LonLat } from '../../../geo/types.ts'
import { sql } from '../../../server/db.ts'
import { Problem } from '../../../server/errors.ts'
import { checkEdition } from '../../../server/territory/check/flow.ts'
import { deleteDraft, foundDistrict, newEdition } from '../../../server/territory/flow.ts'
import { approveEdition, publishEdition } from '../../../server/territory/lifeFlow.ts'
import { areasOf, insertAreas, listEditions, readEdition, readFaults } from '../../../server/territory/store.ts'
import { latAt, lonAt } from '../../geo/squares.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { communityFile, DISTRICT, districtFile, feature, found, imported, streetFile } from './files.ts'

let at: TestHouse
const by = { account: null }
beforeEach(async () => {
  at = await testHouse({ now: '2026-03-02T09:00:00+08:00' })
  await found(at.house)
})
afterEach(() => at.close())

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : error),
  )

async function threeLevels(communities: unknown[] = communityFile): Promise<number> {
  const { house } = at
  const made = await imported(house, districtFile, { level: 'district', edition: 'new' })
  if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems))
  const edition = made.editionId
  await imported(house, streetFile, { level: 'street', edition })
  const last = await imported(house, communities, { level: 'community', edition, parent: 'street' })
  if (last.kind === 'refused') throw new Error(JSON.stringify(last.problems))
  return edition
}
const published = async (from: string, communities?: unknown[]) => {
  const id = await threeLevels(communities)
  await checkEdition(at.house, id, by)
  return approvedFrom(id, from)
}
async function approvedFrom(id: number, from: string, acceptFaults = false) {
  await approveEdition(at.house, id, { acceptFaults, ...by })
  return publishEdition(at.house, id, { from, ...by })
}
const middle = (x: number, y: number): LonLat => [lonAt(x), latAt(y)]
const communityAt = async (point: LonLat) => {
  const current = await at.house.atlas()
  const place = current?.atlas.locate(point)
  return place?.kind === 'located' ? place.path.community : place?.kind
}
const imports = () =>
  at.house.db.rows<{ taken: number; problems: { kind: string }[]; editionId: number | null }>(
    sql`select taken, problems, edition_id as "editionId" from territory_import order by id`,
  )

describe('founding', () => {
  it('happens once; again with the same facts changes nothing', async () => {
    expect(await at.house.district()).toMatchObject({ code: DISTRICT.code, timeZone: 'Asia/Shanghai' })
    expect(await code(foundDistrict(at.house, DISTRICT))).toBe('done')
    expect(await code(foundDistrict(at.house, { ...DISTRICT, code: '350206' }))).toBe('invalid-input')
    expect(await code(foundDistrict(at.house, { ...DISTRICT, pack: 'unknown' }))).toBe('invalid-input')
    expect(await code(foundDistrict(at.house, { ...DISTRICT, timeZone: 'Asia/Atlantis' }))).toBe('invalid-input')
  })
})

describe('an import', () => {
  it('goes level by level into the one open draft', async () => {
    const id = await threeLevels()
    expect(await readEdition(at.house.db, id)).toMatchObject({
      status: 'draft',
      counts: { district: 1, street: 2, community: 4 },
    })
    const named = await areasOf(at.house.db, id, 'community')
    expect(named.map(({ code: one, parent }) => [one, parent])).toEqual([
      ['C1', 'S1'],
      ['C2', 'S1'],
      ['C3', 'S2'],
      ['C4', 'S2'],
    ])
  })

  it('that is refused leaves its problems and not one area, in a draft or without one', async () => {
    const bad = [...streetFile, feature({ code: 'S3' }, [0, 0, 1, 1])]
    const refused = await imported(at.house, bad, { level: 'street', dissolve: 'district' })
    expect(refused).toMatchObject({ kind: 'refused', problems: [{ kind: 'missing-name', feature: 2, code: 'S3' }] })
    expect(await listEditions(at.house.db)).toEqual([])

    const id = await threeLevels(communityFile)
    const again = await imported(at.house, [feature({ code: 'C5', name: 'x' }, [0, 0, 1, 1]), communityFile[0]], {
      level: 'community',
    })
    expect(again).toMatchObject({ kind: 'refused', problems: [{ kind: 'code-taken', feature: 1 }] })
    expect((await readEdition(at.house.db, id))!.counts).toEqual({ district: 1, street: 2, community: 4 })
    expect((await imports()).map(({ taken, problems, editionId }) => [taken, problems.length, editionId])).toEqual([
      [0, 1, null],
      [1, 0, id],
      [2, 0, id],
      [4, 0, id],
      [0, 1, id],
    ])
  })

  it('needs the district this installation serves, a known system, and a draft that is open', async () => {
    const asked = (over: object) => code(imported(at.house, districtFile, { level: 'district', ...over }))
    expect(await asked({ district: '350206' })).toBe('invalid-input')
    expect(await asked({ crs: 'EPSG:99999' })).toBe('invalid-input')
    expect(await asked({ edition: 77 })).toBe('not-found')
    await asked({ edition: 'new' })
    await asked({ edition: 'new' })
    expect(await asked({})).toBe('invalid-input')
  })

  it('makes a checked draft a draft again', async () => {
    const id = await threeLevels()
    await checkEdition(at.house, id, by)
    expect(await readEdition(at.house.db, id)).toMatchObject({ status: 'checked', faults: 0 })
    await imported(at.house, [feature({ code: 'G1', name: 'g' }, [0, 0, 1, 2])], { level: 'grid' })
    expect(await readEdition(at.house.db, id)).toMatchObject({ status: 'draft', faults: null })
    expect(await code(approvedFrom(id, '2026-03-01', true))).toBe('illegal-move')
  })

  it('of two at once into one draft takes one; the other is told to look again', async () => {
    await imported(at.house, districtFile, { level: 'district' })
    const [west, east] = streetFile
    const both = await Promise.all([west, east].map((one) => code(imported(at.house, [one], { level: 'street' }))))
    const areas = await areasOf(at.house.db, 1, 'street')
    // they may also have come one after the other: then both are in
    expect([...both].sort()).toEqual(areas.length === 2 ? ['done', 'done'] : ['done', 'stale-version'])
    expect(areas.length).toBeGreaterThan(0)
  })
})

describe('checking and publishing', () => {
  it('stores the faults with their size and place', async () => {
    const gap = communityFile.map((one, n) =>
      n === 3 ? feature({ code: 'C4', name: '四社区', street: 'S2' }, [3, 0.5, 4, 2]) : one,
    )
    const id = await threeLevels(gap)
    const faults = await checkEdition(at.house, id, by)
    expect(faults).toMatchObject([{ kind: 'gap', level: 'community', code: 'S2' }])
    expect(await readFaults(at.house.db, id)).toEqual(faults)
    const publish = (acceptFaults: boolean) => approvedFrom(id, '2026-03-01', acceptFaults)
    expect(await code(publish(false))).toBe('not-publishable')
    expect(await readEdition(at.house.db, id)).toMatchObject({ status: 'checked' })
    expect(await publish(true)).toMatchObject({ status: 'published', knownFaults: true, faults: 1 })
  })

  it('publishes a sound edition without the flag of known faults, even where it was given', async () => {
    const id = await threeLevels()
    await checkEdition(at.house, id, by)
    const edition = await approvedFrom(id, '2026-03-01', true)
    expect(edition).toMatchObject({ status: 'published', validFrom: '2026-03-01', knownFaults: false })
  })

  it('lets no edition be published unchecked, empty, twice, or from the day of another', async () => {
    const publish = (id: number, from: string) => code(approvedFrom(id, from, true))
    const empty = await newEdition(at.house, '空', by)
    expect(await publish(empty.id, '2026-03-01')).toBe('illegal-move')
    await checkEdition(at.house, empty.id, by)
    expect(await publish(empty.id, '2026-03-01')).toBe('not-publishable')
    const first = await published('2026-03-01')
    expect(await publish(first.id, '2026-04-01')).toBe('illegal-move')
    expect(await code(published('2026-03-01'))).toBe('invalid-input')
    expect(await publish(999, '2026-03-01')).toBe('not-found')
  })

  it('keeps what is published for ever, against SQL too', async () => {
    const { id } = await published('2026-03-01')
    const { db } = at.house
    const [area] = await areasOf(db, id)
    expect(await code(checkEdition(at.house, id, by))).toBe('illegal-move')
    expect(await code(deleteDraft(at.house, id, by))).toBe('illegal-move')
    expect(await code(imported(at.house, [], { level: 'grid', edition: id }))).toBe('illegal-move')
    const attempts = [
      sql`update area set name = 'x' where edition_id = ${id} and code = 'S1'`,
      sql`delete from area where edition_id = ${id} and code = 'S1'`,
      sql`update edition set valid_from = '2020-01-01' where id = ${id}`,
      sql`update edition set status = 'draft', valid_from = null where id = ${id}`,
      sql`delete from edition where id = ${id}`,
    ]
    for (const attempt of attempts) await expect(db.run(attempt)).rejects.toThrow(/published/)
    await expect(db.transaction((tx) => insertAreas(tx, id, [{ ...area!, code: 'new' }]))).rejects.toThrow(/published/)
    const draft = await newEdition(at.house, 'draft', by)
    await db.transaction((tx) => insertAreas(tx, draft.id, [area!]))
    await expect(
      db.run(sql`update area set edition_id = ${id}, code = 'moved' where edition_id = ${draft.id}`),
    ).rejects.toThrow(/published/)
    expect((await areasOf(db, id)).length).toBe(7)
  })

  it('deletes a draft with its areas', async () => {
    const id = await threeLevels()
    await deleteDraft(at.house, id, by)
    expect(await readEdition(at.house.db, id)).toBeUndefined()
    expect(await areasOf(at.house.db, id)).toEqual([])
    expect(await code(deleteDraft(at.house, id, by))).toBe('not-found')
  })

  it('leaves a trail', async () => {
    const { id } = await published('2026-03-01')
    const deeds = await at.house.db.rows<{ action: string }>(
      sql`select action from audit where target = ${String(id)} order by id`,
    )
    expect(deeds.map(({ action }) => action)).toEqual([
      'territory.import',
      'territory.import',
      'territory.import',
      'territory.check',
      'territory.approve',
      'territory.publish',
    ])
  })
})

describe('the atlas in force', () => {
  it('is there from the moment of publication, and the same object until the next', async () => {
    expect(await at.house.atlas()).toBeNull()
    const id = await threeLevels()
    await checkEdition(at.house, id, by)
    expect(await at.house.atlas()).toBeNull()
    await approvedFrom(id, '2026-03-02')
    const first = await at.house.atlas()
    expect(first?.editionId).toBe(id)
    expect(await at.house.atlas()).toBe(first)
    expect(await communityAt(middle(0.5, 1))).toBe('C1')
    const [one, two] = await Promise.all([at.house.atlas(), at.house.atlas()])
    expect(one).toBe(two)
  })

  it('swaps to a newer edition on its first local day in the district’s zone, not before', async () => {
    await published('2026-03-01')
    const swappedNames = communityFile.map((one) => ({
      ...one,
      properties: { ...one.properties, code: `N${one.properties!.code}` },
    }))
    await published('2026-03-03', swappedNames)
    expect(await communityAt(middle(0.5, 1))).toBe('C1')
    at.setNow('2026-03-02T23:59:59.999+08:00')
    expect(await communityAt(middle(0.5, 1))).toBe('C1')
    at.setNow('2026-03-03T00:00:00+08:00')
    expect(await communityAt(middle(0.5, 1))).toBe('NC1')
    at.setNow('2026-02-28T12:00:00+08:00')
    expect(await at.house.atlas()).toBeNull()
  })

  it('gives a point on a shared corner one community, the same whatever the order of import', async () => {
    await published('2026-03-01')
    const corner = await communityAt(middle(2, 1))
    await published('2026-03-04', [...communityFile].reverse())
    at.setNow('2026-03-05T00:00:00+08:00')
    expect((await at.house.atlas())!.editionId).toBe(2)
    expect(await communityAt(middle(2, 1))).toBe(corner)
    expect(corner).toBe('C2')
  })
})

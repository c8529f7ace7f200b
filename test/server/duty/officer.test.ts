import { afterAll, beforeAll, expect, it } from 'vitest'
import { belongsTo, isCertified } from '../../../server/duty/officer.ts'
import { allUnits, officersAt, officersByIds, unitsAround, zoneChiefs } from '../../../server/duty/store.ts'
import { actsFor } from '../../../server/duty/unit.ts'
import { type TestHouse, testHouse } from '../../house.ts'
import { type SmallDistrict, STREETS, smallDistrict, TEAMS } from '../../smallDistrict.ts'

let world: TestHouse
let small: SmallDistrict
beforeAll(async () => {
  world = await testHouse()
  small = await smallDistrict(world.house.db)
})
afterAll(() => world.close())

it('a certificate holds through its last day, and nobody inspects without one', async () => {
  const [expired, none] = await officersByIds(world.house.db, [small.people.expired, small.people.uncertified].sort())
  const by = new Map([expired!, none!].map((officer) => [officer.id, officer]))
  expect(isCertified(by.get(small.people.expired)!, '2024-12-31')).toBe(true)
  expect(isCertified(by.get(small.people.expired)!, '2025-01-01')).toBe(false)
  expect(isCertified(by.get(small.people.uncertified)!, '2024-01-01')).toBe(false)
})

it('a person of two postings belongs to both units, from the first day on', async () => {
  const [second] = await officersByIds(world.house.db, [small.people.second])
  expect(belongsTo(second!, ['market'], '2020-01-01')).toBe(true)
  expect(belongsTo(second!, [TEAMS[1]], '2022-12-31')).toBe(false)
  expect(belongsTo(second!, [TEAMS[1]], '2023-01-01')).toBe(true)
  expect(belongsTo(second!, [TEAMS[0]], '2023-01-01')).toBe(false)
})

it('officers at a unit on a day are those posted there, chiefs are not officers', async () => {
  const ids = async (unit: string, day: string) =>
    (await officersAt(world.house.db, [unit], day)).map(({ id }) => id).sort((a, b) => a - b)
  const { officer, second, uncertified, expired, chief } = small.people
  expect(await ids(TEAMS[1], '2026-01-01')).toEqual([officer, second, uncertified, expired].sort((a, b) => a - b))
  // Before the postings only those whose home it is and who hold a certificate.
  expect(await ids(TEAMS[1], '2022-01-01')).toEqual([officer, expired].sort((a, b) => a - b))
  expect(await zoneChiefs(world.house.db)).toMatchObject([{ zone: 'zone-1', person: chief }])
})

it('a team acts for its street; its people see both, and no other street', async () => {
  const units = new Map((await allUnits(world.house.db)).map((unit) => [unit.code, unit]))
  expect(actsFor(units.get(TEAMS[1])!, STREETS[1])).toBe(true)
  expect(actsFor(units.get(TEAMS[1])!, STREETS[0])).toBe(false)
  expect(await unitsAround(world.house.db, TEAMS[1])).toEqual([STREETS[1], TEAMS[1]])
  expect(await unitsAround(world.house.db, STREETS[1])).toEqual([STREETS[1], TEAMS[1]])
  expect(await unitsAround(world.house.db, 'urban')).toEqual(['urban'])
})

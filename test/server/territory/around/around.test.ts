import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { areasAround } from '../../../../server/territory/around/around.ts'
import { applyChange } from '../../../../server/territory/change/flow.ts'
import { areasNamed, areasOf, createEdition, insertAreas, readVersion } from '../../../../server/territory/store.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { DISTRICT, microGridAt, smallDistrict } from '../../../smallDistrict.ts'

let at: TestHouse
let edition: number
beforeAll(async () => {
  at = await testHouse()
  const district = await smallDistrict(at.house.db)
  edition = await createEdition(at.house.db, '草稿')
  await at.house.db.transaction(async (tx) => insertAreas(tx, edition, await areasOf(tx, district.edition)))
})
afterAll(() => at?.close())

describe('the areas around a place', () => {
  it('are those of every level whose box meets a box, as they are now', async () => {
    const around = areasAround()
    const corner = () => around(at.house.db, edition, [117.755, 26.375, 117.761, 26.381])
    const micro = microGridAt(0, 0)
    const own = [DISTRICT, micro.slice(0, 9), micro.slice(0, 12), micro.slice(0, 15), micro]
    expect((await corner()).sort()).toEqual(own)
    expect(await around(at.house.db, edition, [118, 27, 119, 28])).toEqual([])
    expect((await areasNamed(at.house.db, edition, [micro, 'nobody'])).map(({ code }) => code)).toEqual([micro])

    const [area] = await areasNamed(at.house.db, edition, [microGridAt(1, 1)])
    const ring = [117.75, 117.775].flatMap((lon, n) =>
      (n === 0 ? [26.37, 26.385] : [26.385, 26.37]).map((lat) => [lon, lat]),
    )
    const geometry = { type: 'Polygon' as const, coordinates: [[...ring, ring[0]!]] }
    const { version } = (await readVersion(at.house.db, edition))!
    const change = {
      kind: 'repair' as const,
      words: { zh: '移', en: 'moved' },
      remove: [],
      put: [{ ...area!, geometry }],
    }
    await applyChange(at.house, change, { edition, version, account: null })
    expect((await corner()).sort()).toEqual([...own, microGridAt(1, 1)].sort())
  })
})

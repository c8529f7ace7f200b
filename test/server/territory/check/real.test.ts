import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RepairRule } from '../../../../server/api/territoryCheck.ts'
import { checkDraft, repairDraft } from '../../../../server/territory/check/flow.ts'
import { foundDistrict } from '../../../../server/territory/flow.ts'
import { importFile } from '../../../../server/territory/import/flow.ts'
import { areasOf, listEditions } from '../../../../server/territory/store.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { testData } from '../../../testData.ts'
import { here, options } from '../files.ts'

const CITY = { code: 'NYC', name: '纽约', nameEn: 'New York', pack: 'plain', timeZone: 'America/New_York' }
const EVERYTHING = RepairRule.parse({ gapsM2: 1e9, overlapsM2: 1e9, outsideM2: 1e9, snapM: 1, reparent: true })

let at: TestHouse
beforeAll(async () => {
  at = await testHouse()
  await foundDistrict(at.house, CITY)
})
afterAll(() => at.close())

async function imported(name: string, over: Parameters<typeof options>[0]): Promise<number> {
  const file = { path: path.join(testData!, name), file: name, bytes: null, account: null }
  const came = await importFile(
    at.house,
    { ...file, options: options({ district: CITY.code, makeValid: true, ...over }) },
    here(),
  )
  if (came.kind === 'refused') throw new Error(JSON.stringify(came.problems.slice(0, 3)))
  return came.editionId
}

describe.skipIf(testData === undefined)('New York, checked and mended (needs ONEGRID_TEST_DATA)', () => {
  it('has the land named that boroughs and community districts disagree on, and comes out exact by one rule', async () => {
    const boroughs = { level: 'street', code: 'BoroCode', name: 'BoroName', dissolve: 'district', edition: 'new' }
    const edition = await imported('nyc_boroughs.geojson', boroughs)
    const districts = { level: 'community', code: 'BoroCD', nameTemplate: '{BoroCD}', name: undefined, edition }
    await imported('nyc_community_districts.geojson', districts)
    const { faults } = await checkDraft(at.house, edition, { account: null })
    const largest = faults.toSorted((a, b) => b.areaM2 - a.areaM2)
    // Rikers Island: of the Bronx among the boroughs, of Queens' first community district in the other file.
    expect(largest[0]).toMatchObject({ kind: 'outside-parent', code: '401', other: '4' })
    expect(largest[1]).toMatchObject({ kind: 'gap', code: '2' })
    expect(largest[1]!.proposals[0]).toMatchObject({ verb: 'extend-parent' })
    expect(largest[0]!.areaM2 / 1_684_551).toBeCloseTo(1, 3)
    // Marble Hill: of Manhattan among the boroughs, of the Bronx' eighth district in the other.
    expect(faults.find(({ code }) => code === '208')).toMatchObject({ kind: 'outside-parent', other: '2' })
    const count = (severity: string) => faults.filter((fault) => fault.severity === severity).length
    expect([count('error'), count('warning')]).toEqual([52, 2])

    const { version } = (await listEditions(at.house.db)).find(({ id }) => id === edition)!
    const asked = { edition, version, account: null, by: { rule: EVERYTHING }, apply: true }
    const made = await repairDraft(at.house, asked)
    expect(made).toMatchObject({ accepted: 52, removed: [], left: { errors: 0, warnings: 0 }, tiling: { exact: true } })
    expect(made.applied).not.toBeNull()
    const parents = new Map((await areasOf(at.house.db, edition)).map(({ code, parent }) => [code, parent]))
    expect([parents.size, parents.get('401'), parents.get('208')]).toEqual([77, '4', '2'])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '../../../../server/errors.ts'
import type { Change } from '../../../../server/territory/change/change.ts'
import { applyChange, redoChange, undoChange } from '../../../../server/territory/change/flow.ts'
import { listChanges, versionOf } from '../../../../server/territory/change/store.ts'
import { checkEdition } from '../../../../server/territory/check/flow.ts'
import { approveEdition, publishEdition } from '../../../../server/territory/lifeFlow.ts'
import { areasOf, readEdition } from '../../../../server/territory/store.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { DISTRICT, districtFile, found, imported, streetFile } from '../files.ts'

let at: TestHouse
let edition: number
beforeEach(async () => {
  at = await testHouse()
  await found(at.house)
  const made = await imported(at.house, districtFile, { level: 'district', edition: 'new' })
  if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems))
  edition = made.editionId
  await imported(at.house, streetFile, { level: 'street', edition })
})
afterEach(() => at.close())

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : error),
  )
const present = () => areasOf(at.house.db, edition)
const asked = async () => ({ edition, version: (await versionOf(at.house.db, edition))!, account: null })
const change = (part: Partial<Change>): Change => ({
  kind: 'edit',
  words: { zh: '改动', en: 'a change' },
  remove: [],
  put: [],
  ...part,
})

async function renamed(name: string): Promise<Change> {
  const street = (await present()).find(({ level }) => level === 'street')!
  return change({ put: [{ ...street, name }] })
}

describe('changes of a draft', () => {
  it('replace, remove and add areas; undo and redo give back every row as it was', async () => {
    const before = await present()
    const streets = before.filter(({ level }) => level === 'street')
    const [first, second] = streets
    const added = { ...first!, code: `${DISTRICT.code}999`, name: '新街道' }
    await applyChange(
      at.house,
      change({ remove: [second!.code], put: [{ ...first!, name: '改名' }, added] }),
      await asked(),
    )
    const after = await present()
    expect(after.map(({ code: one }) => one)).toEqual(
      [...before.map(({ code: one }) => one).filter((one) => one !== second!.code), added.code].sort(),
    )
    expect(after.find(({ code: one }) => one === first!.code)!.name).toBe('改名')

    const undone = await undoChange(at.house, await asked())
    expect(undone.codes).toEqual([first!.code, second!.code, added.code].sort())
    expect(await present()).toEqual(before)
    await redoChange(at.house, await asked())
    expect(await present()).toEqual(after)
  })

  it('set a checked draft back, and count its versions', async () => {
    await checkEdition(at.house, edition, { account: null })
    const { version } = await asked()
    await applyChange(at.house, await renamed('甲'), await asked())
    expect(await readEdition(at.house.db, edition)).toMatchObject({
      status: 'draft',
      faults: null,
      version: version + 1,
    })
  })

  it('of somebody who saw an older draft are refused, and nothing happens', async () => {
    const old = await asked()
    await applyChange(at.house, await renamed('甲'), old)
    const before = await present()
    expect(await code(applyChange(at.house, await renamed('乙'), old))).toBe('stale-version')
    expect(await present()).toEqual(before)
    expect(await listChanges(at.house.db, edition)).toHaveLength(1)
  })

  it('cut off what was undone before them', async () => {
    await applyChange(at.house, await renamed('甲'), await asked())
    await undoChange(at.house, await asked())
    await applyChange(at.house, await renamed('乙'), await asked())
    expect(await code(redoChange(at.house, await asked()))).toBe('illegal-move')
    expect(await listChanges(at.house.db, edition)).toMatchObject([{ undone: false, areas: 1 }])
  })

  it('are forgotten by an import, which sets a new beginning', async () => {
    await applyChange(at.house, await renamed('甲'), await asked())
    const another = structuredClone(streetFile[0]!)
    another.properties!.code = `${DISTRICT.code}998`
    await imported(at.house, [another], { level: 'street', edition })
    expect(await code(undoChange(at.house, await asked()))).toBe('illegal-move')
  })

  it('are impossible once the edition is published', async () => {
    await checkEdition(at.house, edition, { account: null })
    await approveEdition(at.house, edition, { acceptFaults: true, account: null })
    await publishEdition(at.house, edition, { from: '2026-03-02', account: null })
    expect(await code(applyChange(at.house, await renamed('甲'), await asked()))).toBe('illegal-move')
  })
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arrangementOf } from '../../../../geo/edit/arrangement.ts'
import { isRefusal } from '../../../../geo/edit/edit.ts'
import { moveVertex } from '../../../../geo/edit/moveVertex.ts'
import { ringsOf } from '../../../../geo/edit/rings.ts'
import { Problem } from '../../../../server/errors.ts'
import { applyChange } from '../../../../server/territory/change/flow.ts'
import { listChanges, versionOf } from '../../../../server/territory/change/store.ts'
import { areasOf, createEdition, insertAreas } from '../../../../server/territory/store.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { smallDistrict } from '../../../smallDistrict.ts'

let at: TestHouse
let edition: number
beforeAll(async () => {
  at = await testHouse()
  const district = await smallDistrict(at.house.db)
  edition = await createEdition(at.house.db, '草稿')
  await at.house.db.transaction(async (tx) => insertAreas(tx, edition, await areasOf(tx, district.edition)))
})
afterAll(() => at?.close())

const asked = async () => ({ edition, version: (await versionOf(at.house.db, edition))!, account: null })
const moved = async () => {
  const edit = moveVertex(arrangementOf(await areasOf(at.house.db, edition)), {
    from: [117.78, 26.4],
    to: [117.7812, 26.4007],
  })
  if (isRefusal(edit)) throw new Error('refused')
  return { kind: 'edit' as const, key: randomUUID(), words: edit.words, remove: edit.remove, put: edit.put }
}
const problem = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as Problem,
  )

describe('an action of the editor in the database', () => {
  it('is applied once however often it is sent; the vertex is the same bits in all areas and levels', async () => {
    const change = await moved()
    const first = await asked()
    const made = await applyChange(at.house, change, first)
    expect(await applyChange(at.house, change, first)).toEqual(made)
    expect(await listChanges(at.house.db, edition)).toHaveLength(1)
    const levels = (await areasOf(at.house.db, edition))
      .filter(({ geometry }) =>
        ringsOf(geometry)
          .flat()
          .some(([lon, lat]) => lon === 117.7812 && lat === 26.4007),
      )
      .map(({ level }) => level)
    expect(new Set(levels)).toEqual(new Set(['street', 'community', 'grid', 'micro-grid']))
    expect(levels).toHaveLength(14)
  })

  it('is refused with the name of the first where the draft has moved on', async () => {
    const change = await moved().catch(() => null)
    expect(change).toBeNull()
    const [area] = await areasOf(at.house.db, edition, 'micro-grid')
    const rename = (name: string) => ({
      kind: 'edit' as const,
      words: { zh: name, en: name },
      remove: [],
      put: [{ ...area!, name }],
    })
    const seen = await asked()
    await applyChange(at.house, rename('先'), seen)
    const late = await problem(applyChange(at.house, rename('后'), seen))
    expect(late).toBeInstanceOf(Problem)
    expect(late).toMatchObject({ code: 'stale-version', facts: { words: { zh: '先' }, version: seen.version + 1 } })
  })

  it('is not believed where it does not hold', async () => {
    const [area] = await areasOf(at.house.db, edition, 'micro-grid')
    const bad = {
      kind: 'edit' as const,
      words: { zh: '坏', en: 'bad' },
      remove: [],
      put: [{ ...area!, parent: 'nobody' }],
    }
    expect(await problem(applyChange(at.house, bad, await asked()))).toMatchObject({ code: 'invalid-input' })
  })
})

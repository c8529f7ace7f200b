import type { House } from '../../house.ts'
import { routingFacts } from '../../report/routing.ts'
import { readReports } from '../../report/store.ts'
import { standingAt } from '../../report/underEdition.ts'
import { verdictOf } from '../../report/verdict.ts'
import type { NewPlace, OwnerChange } from './comparison.ts'

const AT_ONCE = 1000

/** Which open reports that leave their street would have another owner there: by the very rules of routing. */
export async function ownerChanges(house: House, places: readonly NewPlace[]): Promise<OwnerChange[]> {
  const district = await house.district()
  if (district === null) return []
  const found: OwnerChange[] = []
  for (let start = 0; start < places.length; start += AT_ONCE) {
    const some = new Map(places.slice(start, start + AT_ONCE).map(({ id, place }) => [id, place]))
    const changes = await house.db.snapshot(async (tx) => {
      const owned = (await readReports(tx, [...some.keys()])).filter(({ owner }) => owner !== null)
      const there = owned.map((report) => standingAt(report, some.get(report.id)!))
      const facts = await routingFacts(tx, there, district)
      return there.flatMap((report): OwnerChange[] => {
        const verdict = report.street === null ? null : verdictOf(report, facts)
        const to = verdict?.kind === 'routed' ? verdict.owner : null
        return to === report.owner ? [] : [{ id: report.id, from: report.owner!, to }]
      })
    })
    found.push(...changes)
  }
  return found
}

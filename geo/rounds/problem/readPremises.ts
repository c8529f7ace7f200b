import { faultWords, ROW_LEFT_OUT } from './faultWords.ts'
import { linked } from './linked.ts'
import { MOST_IN_ZONE, Premises } from './premises.ts'
import { type Report, rowsOf } from './rows.ts'

/** Premises of zones that are there, at most MOST_IN_ZONE of each; those after are reported. */
export function readPremises(value: unknown, zones: ReadonlySet<string>, report: Report): Premises[] {
  const rows = rowsOf<Premises>({ name: 'premises', value, idOf: ({ id }) => id }, Premises, report)
  const most = {
    zh: `每个片区至多 ${MOST_IN_ZONE} 个检查对象`,
    en: `${MOST_IN_ZONE} premises at most in a zone`,
  }
  const counts = new Map<string, number>()
  const within = rows.filter(({ path, row: { id, zone } }) => {
    const count = (counts.get(zone) ?? 0) + 1
    counts.set(zone, count)
    if (count > MOST_IN_ZONE) report(path, id, faultWords(most, `${count}`, ROW_LEFT_OUT))
    return count <= MOST_IN_ZONE
  })
  return linked(within, { zone: zones }, report)
}

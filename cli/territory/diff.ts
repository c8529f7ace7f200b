/** What changes from one edition to another, at the command line. */
import { z } from 'zod'
import { DIFF_KINDS } from '../../geo/diff/types.ts'
import { LEVELS } from '../../geo/types.ts'
import { Id } from '../../server/api/terms.ts'
import { accept } from '../../server/contract.ts'
import { Problem } from '../../server/errors.ts'
import type { House } from '../../server/house.ts'
import { comparisons } from '../../server/territory/compare/flow.ts'

/** Prints the counts of every level, every area that changes, and what moves with them. */
export async function diff(house: House, one: string, other: string): Promise<void> {
  const { before, after } = accept(z.object({ before: Id, after: Id }), { before: one, after: other })
  const found = await comparisons(house).compare(before, after)
  if (!('diff' in found)) throw new Problem('internal')
  for (const level of LEVELS) {
    const counts = found.diff.counts[level]
    if (counts === undefined) continue
    console.log(
      `${level}: ${DIFF_KINDS.flatMap((kind) => (counts[kind] > 0 ? `${counts[kind]} ${kind}` : [])).join(', ')}`,
    )
  }
  const codes = (areas: readonly { code: string }[]) => areas.map(({ code }) => code).join('+')
  for (const { level, kind, before: was, after: is } of found.diff.diffs) {
    console.log(`${kind}  ${level}  ${codes(was)} -> ${codes(is)}`)
  }
  const open = found.reports.filter((report) => report.open).length
  console.log(`open reports that move: ${open}, of these change owner: ${found.owners.length}`)
  console.log(`closed reports that would move, and keep their edition: ${found.reports.length - open}`)
  console.log(`premises that move: ${found.premises.length}, units and zones concerned: ${found.bodies.length}`)
}

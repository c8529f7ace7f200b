import type { z } from 'zod'
import type {
  AreaDiffOut,
  BodyOut,
  ListName,
  ListQuery,
  PremisesMoverOut,
  ReportMoverOut,
} from '../../api/comparison.ts'
import type { Queries } from '../../db.ts'
import type { Comparison, Mover } from './comparison.ts'
import { premisesFacts, reportFacts } from './store.ts'

export interface Page<T> {
  total: number
  rows: T[]
}

type Wanted = z.infer<typeof ListQuery>

/** One page of the changed areas, from the district down. */
export function areaPage({ diff }: Comparison, wanted: Wanted): Page<AreaDiffOut> {
  const fits = diff.diffs.filter(
    ({ level, kind }) =>
      (wanted.level === undefined || level === wanted.level) && (wanted.kind === undefined || kind === wanted.kind),
  )
  return { total: fits.length, rows: cut(fits, wanted) }
}

/** One page of the reports that lie elsewhere: those whose owner changes first, then the open, then the closed. */
export async function reportPage(db: Queries, comparison: Comparison, wanted: Wanted): Promise<Page<ReportMoverOut>> {
  const owners = new Map(comparison.owners.map((change) => [change.id, change]))
  const rank = ({ id, open }: Mover) => (owners.has(id) ? 0 : open ? 1 : 2)
  const sorted = comparison.reports.toSorted((a, b) => rank(a) - rank(b) || a.id - b.id)
  const rows = cut(sorted, wanted)
  const facts = new Map((await reportFacts(db, idsOf(rows))).map((row) => [row.id, row]))
  return {
    total: sorted.length,
    rows: rows.flatMap((row): ReportMoverOut[] => {
      const known = facts.get(row.id)
      if (known === undefined) return []
      const change = owners.get(row.id)
      const { receivedAt, ...told } = known
      return [{ ...row, ...told, receivedAt: receivedAt.toISOString(), ...(change && { newOwner: change.to }) }]
    }),
  }
}

/** One page of the premises that lie elsewhere: those that leave their street first. */
export async function premisesPage(
  db: Queries,
  comparison: Comparison,
  wanted: Wanted,
): Promise<Page<PremisesMoverOut>> {
  const sorted = comparison.premises.toSorted((a, b) => Number(b.street) - Number(a.street) || a.id - b.id)
  const rows = cut(sorted, wanted)
  const facts = new Map((await premisesFacts(db, idsOf(rows))).map((row) => [row.id, row]))
  return {
    total: sorted.length,
    rows: rows.flatMap(({ open: _, ...row }): PremisesMoverOut[] => {
      const known = facts.get(row.id)
      return known === undefined ? [] : [{ ...row, ...known }]
    }),
  }
}

/** One page of the units and zones concerned. */
export const bodyPage = ({ bodies }: Comparison, wanted: Wanted): Page<BodyOut> => ({
  total: bodies.length,
  rows: cut(bodies, wanted),
})

export type Row = { areas: AreaDiffOut; reports: ReportMoverOut; premises: PremisesMoverOut; bodies: BodyOut }[ListName]

/** One page of any of the lists. */
export async function listPage(
  db: Queries,
  list: ListName,
  comparison: Comparison,
  wanted: Wanted,
): Promise<Page<Row>> {
  switch (list) {
    case 'areas':
      return areaPage(comparison, wanted)
    case 'reports':
      return reportPage(db, comparison, wanted)
    case 'premises':
      return premisesPage(db, comparison, wanted)
    case 'bodies':
      return bodyPage(comparison, wanted)
  }
}

const cut = <T>(rows: readonly T[], { from, limit }: Wanted): T[] => rows.slice(from, from + limit)
const idsOf = (rows: readonly { id: number }[]) => rows.map(({ id }) => id)

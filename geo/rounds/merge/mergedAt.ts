import type { PlannedCheck } from '../problem/plannedCheck.ts'
import type { Premises } from '../problem/premises.ts'
import { type Fewest, fewest } from './fewest.ts'
import { type Earlier, keeping } from './keeping.ts'
import { type Merged, MOST_EXHAUSTED, type Proof } from './merged.ts'
import { type Item, siteOf } from './site.ts'
import { splitOf } from './split.ts'
import { visitsOf } from './visitsOf.ts'
import { whyLeft } from './why.ts'
import type { World } from './world.ts'

/** What there is to merge at one premises. */
export interface Planned {
  /** Checks that no locked round has taken. */
  free: readonly PlannedCheck[]
  /** Visits of locked rounds. */
  locked: readonly { checks: readonly PlannedCheck[]; day: string }[]
  /** Visits to be kept where they can; default: none, all are merged anew. */
  before?: readonly Earlier[]
}

/** The visits of one premises, with their proof. `rowOf` is the place of a check in the problem. */
export function mergedAt(
  world: World,
  premises: Premises,
  { free, locked, before = [] }: Planned,
  rowOf: ReadonlyMap<string, number>,
): Merged {
  const site = siteOf(world, premises)
  const anew = fewest(site, free)
  const found = before.length === 0 ? anew : keeping(site, free, before, anew)
  const visits = found.groups.length
  const split = visits > 1 ? splitOf(site, served(found), Math.min(visits, anew.groups.length)) : null
  return {
    visits: visitsOf(site, found.groups, locked, rowOf),
    proofs: visits === 0 ? [] : [proofOf(premises, found, anew)],
    splits: split === null ? [] : [{ ...split, visits }],
    unmerged: [...found.hopeless, ...found.left].map(({ check }) => ({
      check: check.id,
      because: whyLeft(site, check, found.groups),
    })),
  }
}

const served = ({ groups }: Fewest): PlannedCheck[] => groups.flatMap(({ items }) => items.map(({ check }) => check))

/** `anew` proves how few visits there can be; it counts, whatever checks they share. */
function proofOf({ id }: Premises, { groups, left }: Fewest, anew: Fewest): Proof {
  const visits = groups.length
  if (visits > anew.groups.length) return { premises: id, visits, kind: 'kept', fewest: anew.groups.length }
  const idsOf = (items: readonly Item[]) => items.map(({ check }) => check.id)
  if (left.length === 0 && anew.apart.length === visits) {
    return { premises: id, visits, kind: 'apart', checks: idsOf(anew.apart) }
  }
  const checks = left.length + groups.reduce((sum, { items }) => sum + items.length, 0)
  if (anew.isExhausted && checks <= MOST_EXHAUSTED) return { premises: id, visits, kind: 'exhausted' }
  return { premises: id, visits, kind: 'not-proven', atLeast: left.length === 0 ? anew.apart.length : 1 }
}

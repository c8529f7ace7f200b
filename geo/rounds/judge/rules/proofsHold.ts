import type { Proof } from '../../merge/merged.ts'
import type { Facts } from '../facts.ts'
import { MOST_CHECKS, mostServed } from '../mostServed.ts'
import type { FileCheck, FilePremises } from '../problemFile.ts'
import { type Sharing, sharingOf } from '../sharing.ts'
import type { Violation } from '../violation.ts'

/** The free checks of one premises: those that no locked round has taken. */
interface Case {
  premises: FilePremises
  checks: readonly FileCheck[]
  /** Those that visits serve, and those that none does. */
  served: ReadonlySet<string>
  left: readonly FileCheck[]
  visits: number
  /** Visits that the cap allows beside the locked ones. */
  mostVisits: number
}

/** Every premises has as few visits as its proof says, and the proof is one. */
export function proofsHold(facts: Facts): Violation[] {
  const share = sharingOf(facts)
  const proofs = new Map(facts.solution.merged.proofs.map((proof) => [proof.premises, proof]))
  return casesOf(facts).flatMap((one) => wrongOf(share, one, proofs.get(one.premises.id)))
}

function wrongOf(share: Sharing, one: Case, proof: Proof | undefined): Violation[] {
  const { premises, visits } = one
  if (visits === 0) return servable(share, one)
  if (proof === undefined) return [{ kind: 'no-proof', premises: premises.id }]
  if (proof.visits !== visits) return [{ kind: 'unlike-proof', premises: premises.id, visits, proven: proof.visits }]
  switch (proof.kind) {
    case 'apart':
      return [...notApart(share, one, proof.checks), ...servable(share, one)]
    case 'exhausted':
      return notExhausted(share, one)
    case 'kept':
      return notKept(share, one, proof.fewest)
    case 'not-proven':
      return proof.atLeast <= visits ? [] : [{ kind: 'proof', premises: premises.id, checks: [] }]
  }
}

/** A certificate names as many served checks as there are visits, of which no two can share one. */
function notApart(share: Sharing, { premises, checks, served, visits }: Case, named: readonly string[]): Violation[] {
  const own = checks.filter(({ id }) => named.includes(id) && served.has(id))
  if (own.length !== visits || named.length !== visits) return [{ kind: 'proof', premises: premises.id, checks: named }]
  for (const [at, a] of own.entries()) {
    const b = own.slice(at + 1).find((other) => share(premises, [a, other]).length > 0)
    if (b !== undefined) return [{ kind: 'proof', premises: premises.id, checks: [a.id, b.id] }]
  }
  return []
}

/** A check that is left out must have no day even alone, or the cap no visit. */
function servable(share: Sharing, { premises, left, served, mostVisits }: Case): Violation[] {
  const could = left.find((check) => share(premises, [check]).length > 0)
  if (could === undefined || mostVisits === 0) return []
  return [{ kind: 'could-be-served', premises: premises.id, served: served.size, possible: served.size + 1 }]
}

function notExhausted(share: Sharing, { premises, checks, served, visits, mostVisits }: Case): Violation[] {
  const possible = checks.filter((check) => share(premises, [check]).length > 0)
  if (possible.length > MOST_CHECKS)
    return [{ kind: 'proof', premises: premises.id, checks: possible.map(({ id }) => id) }]
  const best = mostServed(share, premises, possible, mostVisits)
  if (best.served > served.size) {
    return [{ kind: 'could-be-served', premises: premises.id, served: served.size, possible: best.served }]
  }
  return best.visits < visits ? [{ kind: 'not-fewest', premises: premises.id, visits, possible: best.visits }] : []
}

/** Kept visits serve all that can be served, and as few as `fewest` would do; of many checks only the sum is looked at. */
function notKept(share: Sharing, { premises, checks, served, visits, mostVisits }: Case, fewest: number): Violation[] {
  if (fewest >= visits) return [{ kind: 'unlike-proof', premises: premises.id, visits, proven: fewest }]
  const possible = checks.filter((check) => share(premises, [check]).length > 0)
  if (possible.length > MOST_CHECKS) return []
  const best = mostServed(share, premises, possible, mostVisits)
  if (best.served > served.size) {
    return [{ kind: 'could-be-served', premises: premises.id, served: served.size, possible: best.served }]
  }
  return best.visits > fewest
    ? [{ kind: 'not-spared', premises: premises.id, visits: fewest, possible: best.visits }]
    : []
}

function casesOf({ file, premises, solution, lockedChecks }: Facts): Case[] {
  const free = Map.groupBy(
    file.checks.filter(({ id }) => !lockedChecks.has(id)),
    (check) => check.premises,
  )
  const visits = Map.groupBy(
    solution.merged.visits.filter(({ checks }) => !checks.every((id) => lockedChecks.has(id))),
    (visit) => visit.premises,
  )
  const locked = (file.locked ?? []).flatMap((round) => round.visits.map((visit) => visit.premises))
  return [...free].map(([id, checks]): Case => {
    const place = premises.get(id)!
    const own = visits.get(id) ?? []
    const served = new Set(own.flatMap((visit) => visit.checks))
    return {
      premises: place,
      checks,
      served,
      left: checks.filter((check) => !served.has(check.id)),
      visits: own.length,
      mostVisits: Math.max(0, (place.mostVisits ?? Infinity) - locked.filter((where) => where === id).length),
    }
  })
}

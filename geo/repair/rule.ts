import type { Fault } from '../check/fault.ts'
import type { Proposal, Verb } from './proposal.ts'
import type { RepairFacts } from './repair.ts'
import type { Accepted } from './wishes.ts'

/** What is mended without asking for each fault. Sizes in square metres, 0 for none of the kind. */
export interface Rule {
  /** Gaps up to this size go to the neighbour with the longest common border. */
  gapsM2: number
  /** Shared ground up to this size goes to one of the areas. */
  overlapsM2: number
  overlapsTo: 'longest' | 'first'
  /** Up to this size what lies outside its parent: the parent follows the child, or the child the parent. */
  outsideM2: number
  outside: 'extend-parent' | 'clip-child'
  /** Vertices of neighbours within this many metres become one. */
  snapM: number
  makeValid: boolean
  /** Areas whose parent does not exist, or does not hold them, go to the one that holds most of them. */
  reparent: boolean
  /** Settle also what is too small to be a fault, so that borders match vertex by vertex. */
  join: boolean
}

/** Nothing but exact borders. */
export const NO_RULE: Rule = {
  gapsM2: 0,
  overlapsM2: 0,
  overlapsTo: 'longest',
  outsideM2: 0,
  outside: 'extend-parent',
  snapM: 0,
  makeValid: false,
  reparent: false,
  join: true,
}

/** The faults that a rule mends, each with the proposal that it takes. */
export function acceptByRule(faults: readonly Fault[], rule: Rule): Accepted[] {
  return faults.flatMap((fault) => {
    const proposal = chosen(fault, rule)
    return proposal === null ? [] : [{ fault, proposal }]
  })
}

export const ruleFacts = ({ snapM, join }: Rule, smallestM2: number): RepairFacts => ({ snapM, join, smallestM2 })

function chosen(fault: Fault, rule: Rule): Proposal | null {
  const offered = (...verbs: Verb[]) => fault.proposals.find(({ verb }) => verbs.includes(verb)) ?? null
  switch (fault.kind) {
    case 'invalid':
      return rule.makeValid ? offered('make-valid') : null
    case 'gap': {
      // Land of another parent's child is not free: it is dealt with as what lies outside its parent.
      if (offered('extend-parent') !== null) return fault.areaM2 <= rule.outsideM2 ? outside(fault, rule) : null
      return fault.areaM2 <= rule.gapsM2 ? offered('close-gap') : null
    }
    case 'overlap': {
      const by = rule.overlapsTo
      return fault.areaM2 <= rule.overlapsM2 ? { fault: fault.id, verb: 'give-overlap', to: { by } } : null
    }
    case 'outside-parent':
      if (rule.reparent && offered('reparent') !== null) return offered('reparent')
      return fault.areaM2 <= rule.outsideM2 ? outside(fault, rule) : null
    case 'centre-elsewhere':
    case 'no-parent':
      return rule.reparent ? offered('reparent') : null
    default:
      return null
  }
}

function outside(fault: Fault, rule: Rule): Proposal | null {
  if (fault.kind === 'gap') {
    const verb = rule.outside === 'extend-parent' ? 'extend-parent' : 'close-gap'
    return { fault: fault.id, verb, to: { by: 'longest' } }
  }
  return { fault: fault.id, verb: rule.outside, to: { by: 'longest' } }
}

import type { Polygon } from 'geojson'
import type { Fault } from '../check/fault.ts'
import { locator } from '../overlay/fabric.ts'
import type { Face } from './faces.ts'
import type { Lineage } from './lineage.ts'
import type { Proposal } from './proposal.ts'
import type { Wish } from './settle.ts'

/** A proposal with the fault that it is about. */
export interface Accepted {
  fault: Fault
  proposal: Proposal
}

/** A face may lie in several faults: shared ground is decided before gaps, and gaps before what reaches out. */
const PRECEDENCE = ['extend-parent', 'clip-child', 'close-gap', 'give-overlap']

/** What the accepted proposals want of the faces that lie in their faults. */
export function wishesOf(faces: readonly Face[], accepted: readonly Accepted[], lineage: Lineage): Map<number, Wish> {
  const wishes = new Map<number, Wish>()
  const inOrder = accepted
    .filter(({ proposal }) => PRECEDENCE.includes(proposal.verb))
    .toSorted((a, b) => PRECEDENCE.indexOf(a.proposal.verb) - PRECEDENCE.indexOf(b.proposal.verb))
  const places = inOrder.map(({ fault }) =>
    fault.geometry.type === 'Polygon' || fault.geometry.type === 'MultiPolygon' ? fault.geometry : NOWHERE,
  )
  const faultsAt = locator(places)
  faces.forEach((face, n) => {
    for (const index of faultsAt(face.at)) {
      const wish = wishOf(face, inOrder[index]!, lineage)
      if (wish !== null) wishes.set(n, wish)
    }
  })
  return wishes
}

const NOWHERE: Polygon = { type: 'Polygon', coordinates: [] }

function wishOf(face: Face, { fault, proposal }: Accepted, lineage: Lineage): Wish | null {
  const leaves = [...face.over].filter(lineage.isLeaf)
  const by = proposal.to?.by === 'first' ? 'first' : 'longest'
  const only = proposal.to?.by === 'code' ? proposal.to.code : null
  const of = (code: string) => leaves.filter((leaf) => lineage.isUnder(leaf, code))
  switch (proposal.verb) {
    case 'give-overlap': {
      const own = only === null ? [...of(fault.code), ...of(fault.other ?? fault.code)] : of(only)
      return { own, under: only ?? fault.code, only, by }
    }
    case 'close-gap':
      return { own: [], under: deepest(face.over, lineage) ?? fault.code, only, by }
    case 'extend-parent': {
      const own = fault.kind === 'gap' ? leaves : of(fault.code)
      return own.length === 0 && fault.kind !== 'gap' ? null : { own, under: fault.code, only: null, by }
    }
    case 'clip-child': {
      const gone = of(fault.code)
      if (gone.length === 0) return null
      const held = new Set([...face.over].filter((code) => !lineage.isUnder(code, fault.code)))
      const own = leaves.filter((leaf) => held.has(leaf))
      const under = deepest(held, lineage)
      return { own, under, only: under, not: fault.code, by, ...(held.size === 0 && { nobody: true }) }
    }
    default:
      return null
  }
}

/** The lowest of some areas, the first in path order of several. */
export const deepest = (codes: ReadonlySet<string>, lineage: Lineage): string | null =>
  [...codes].toSorted(
    (a, b) => lineage.depth(b) - lineage.depth(a) || (lineage.order(a) < lineage.order(b) ? -1 : 1),
  )[0] ?? null

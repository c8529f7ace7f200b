import { boxesOf, boxOfRings, indexBoxes } from '../check/boxes.ts'
import type { Fault } from '../check/fault.ts'
import type { Geos } from '../geos.ts'
import { areaM2 } from '../interior.ts'
import { locator, ringsOf } from '../overlay/fabric.ts'
import { type Area, type Box, LEVELS } from '../types.ts'
import { lineageOf } from './lineage.ts'
import { mostIn } from './parents.ts'
import type { Proposal, To } from './proposal.ts'

/** Areas beside a gap that are offered by name. */
const NEIGHBOURS_OFFERED = 6
/** Degrees around a gap in which neighbours are looked for. */
const BESIDE = 1e-6

/** The faults with what would mend each, the recommended way first. */
export function propose(geos: Geos, faults: readonly Fault[], areas: readonly Area[]): Fault[] {
  if (faults.length === 0) return []
  const lineage = lineageOf(areas)
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const leaves = areas.filter(({ code }) => lineage.isLeaf(code))
  const over = locator(leaves.map(({ geometry }) => geometry))
  const boxes = indexBoxes(leaves)
  const holders = new Map(
    LEVELS.map((level) => {
      const above = LEVELS[LEVELS.indexOf(level) - 1]
      const peers = above === undefined ? [] : areas.filter((area) => area.level === above)
      const near = indexBoxes(peers)
      return [level, (box: Box) => near.near(box).map((n) => peers[n]!)] as const
    }),
  )
  const childOf = childCodes(areas)
  const better = (code: string) => {
    const area = byCode.get(code)
    const box = area === undefined ? null : boxOfRings(ringsOf(area.geometry))
    if (area === undefined || box === null) return null
    const holder = mostIn(geos, area, holders.get(area.level)!(box))
    return holder === null || holder === area.parent ? null : holder
  }
  const mostlyOutside = ({ code, areaM2: outsideM2 }: Fault) => outsideM2 * 2 > areaM2(byCode.get(code)!.geometry)

  const waysOf = (fault: Fault): Omit<Proposal, 'fault'>[] => {
    switch (fault.kind) {
      case 'invalid':
        return [{ verb: 'make-valid' }]
      case 'overlap':
        return [...giveTo('give-overlap', [fault.code, fault.other!]), { verb: 'give-overlap', to: { by: 'first' } }]
      case 'gap': {
        const covered = over(fault.at).length > 0
        const box =
          fault.geometry.type === 'Polygon' || fault.geometry.type === 'MultiPolygon' ? boxesOf(fault.geometry) : []
        const beside = box.flatMap((one) => boxes.near(around(one))).map((n) => leaves[n]!.code)
        const own = new Set(beside.filter((code) => lineage.isUnder(code, fault.code)))
        const named = [...new Set([...own, ...beside])].slice(0, NEIGHBOURS_OFFERED)
        const follow: Omit<Proposal, 'fault'>[] = covered ? [{ verb: 'extend-parent' }] : []
        return [...follow, ...giveTo('close-gap', named)]
      }
      case 'outside-parent': {
        const holder = mostlyOutside(fault) ? better(fault.code) : null
        return [
          ...(holder === null ? [] : [reparent(holder)]),
          { verb: 'extend-parent', to: longest },
          { verb: 'clip-child', to: longest },
        ]
      }
      case 'centre-elsewhere': {
        if (fault.severity === 'warning') return []
        const holder = better(fault.code)
        return [...(holder === null ? [] : [reparent(holder)]), { verb: 'extend-parent', to: longest }]
      }
      case 'no-parent': {
        const holder = better(fault.code)
        const missing = fault.other
        return [
          ...(holder === null ? [] : [reparent(holder)]),
          ...(missing === undefined ? [] : [{ verb: 'add-parent' as const, code: missing }]),
          { verb: 'drop' },
        ]
      }
      case 'childless':
        return [{ verb: 'add-child', code: childOf(byCode.get(fault.code)) }, { verb: 'drop' }]
      case 'second-district':
        return [{ verb: 'drop' }]
      default:
        return []
    }
  }
  return faults.map((fault) => ({ ...fault, proposals: waysOf(fault).map((way) => ({ fault: fault.id, ...way })) }))
}

const longest: To = { by: 'longest' }
const reparent = (code: string) => ({ verb: 'reparent' as const, to: { by: 'code' as const, code } })

const giveTo = (verb: 'close-gap' | 'give-overlap', codes: readonly string[]): Omit<Proposal, 'fault'>[] => [
  { verb, to: longest },
  ...codes.map((code) => ({ verb, to: { by: 'code' as const, code } })),
]

/** The parent's code as long as its cousins' codes are, filled with zeros and a one: the first of its kind. */
function childCodes(areas: readonly Area[]): (parent: Area | undefined) => string {
  const codes = new Set(areas.map(({ code }) => code))
  const cousins = new Map(areas.toReversed().map(({ level, code }) => [level, code]))
  return (parent) => {
    const level = LEVELS[LEVELS.indexOf(parent?.level ?? 'district') + 1]
    const cousin = level === undefined ? undefined : cousins.get(level)
    const base = parent?.code ?? ''
    const digits = Math.max(2, (cousin?.length ?? 0) - base.length)
    for (let number = 1; ; number++) {
      const code = `${base}${String(number).padStart(digits, '0')}`
      if (!codes.has(code)) return code
    }
  }
}

const around = ([west, south, east, north]: Box): Box => [west - BESIDE, south - BESIDE, east + BESIDE, north + BESIDE]

import { indexBoxes } from '../check/boxes.ts'
import type { Fault } from '../check/fault.ts'
import type { Geos } from '../geos.ts'
import { locator } from '../overlay/fabric.ts'
import { type Area, type Box, LEVELS, type Level } from '../types.ts'
import { lineageOf } from './lineage.ts'
import { mostIn } from './parents.ts'
import type { Proposal, To } from './proposal.ts'

/** Areas beside a gap that are offered by name. */
const NEIGHBOURS_OFFERED = 6
/** Degrees around a gap in which neighbours are looked for. */
const BESIDE = 1e-6

/** The faults with what would mend each, the recommended way first. */
export function propose(geos: Geos, faults: readonly Fault[], areas: readonly Area[]): Fault[] {
  const lineage = lineageOf(areas)
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const leaves = areas.filter(({ code }) => lineage.isLeaf(code))
  const over = locator(leaves.map(({ geometry }) => geometry))
  const boxes = indexBoxes(leaves)
  const byLevel = Map.groupBy(areas, ({ level }) => level)
  const above = (level: Level): readonly Area[] => byLevel.get(LEVELS[LEVELS.indexOf(level) - 1] ?? level) ?? []
  const better = (code: string) => {
    const area = byCode.get(code)
    if (area === undefined || area.level === 'district') return null
    const [west, south, east, north] = boxOf(area.geometry)
    const candidates = indexBoxes(above(area.level))
      .near([west, south, east, north])
      .map((n) => above(area.level)[n]!)
    const holder = mostIn(geos, area, candidates)
    return holder === null || holder === area.parent ? null : holder
  }

  const waysOf = (fault: Fault): Omit<Proposal, 'fault'>[] => {
    switch (fault.kind) {
      case 'invalid':
        return [{ verb: 'make-valid' }]
      case 'overlap':
        return [...giveTo('give-overlap', [fault.code, fault.other!]), { verb: 'give-overlap', to: { by: 'first' } }]
      case 'gap': {
        const holders = over(fault.at).map((n) => leaves[n]!.code)
        const beside = boxes.near(around(boxOf(fault.geometry))).map((n) => leaves[n]!.code)
        const own = beside.filter((code) => lineage.isUnder(code, fault.code))
        const named = [...own, ...beside.filter((code) => !own.includes(code))].slice(0, NEIGHBOURS_OFFERED)
        const follow: Omit<Proposal, 'fault'>[] = holders.length > 0 ? [{ verb: 'extend-parent' }] : []
        return [...follow, ...giveTo('close-gap', named)]
      }
      case 'outside-parent': {
        const holder = better(fault.code)
        return [
          ...(holder === null ? [] : [reparent(holder)]),
          { verb: 'extend-parent', to: longest },
          { verb: 'clip-child', to: longest },
        ]
      }
      case 'centre-elsewhere': {
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
        return [{ verb: 'add-child', code: childCode(byCode.get(fault.code), areas) }, { verb: 'drop' }]
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
function childCode(parent: Area | undefined, areas: readonly Area[]): string {
  const codes = new Set(areas.map(({ code }) => code))
  const level = LEVELS[LEVELS.indexOf(parent?.level ?? 'district') + 1]
  const cousin = areas.find((area) => area.level === level)
  const base = parent?.code ?? ''
  const digits = Math.max(2, (cousin?.code.length ?? 0) - base.length)
  for (let number = 1; ; number++) {
    const code = `${base}${String(number).padStart(digits, '0')}`
    if (!codes.has(code)) return code
  }
}

/** West, south, east, north of whatever a fault is drawn as. */
function boxOf(geometry: Fault['geometry']): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const visit = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return
    const [x, y] = coordinates as unknown[]
    if (typeof x !== 'number' || typeof y !== 'number') {
      coordinates.forEach(visit)
      return
    }
    west = Math.min(west, x)
    south = Math.min(south, y)
    east = Math.max(east, x)
    north = Math.max(north, y)
  }
  if (geometry.type !== 'GeometryCollection') visit(geometry.coordinates)
  return [west, south, east, north]
}

const around = ([west, south, east, north]: Box): Box => [west - BESIDE, south - BESIDE, east + BESIDE, north + BESIDE]

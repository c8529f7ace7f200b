/** Made towns and every method of the room asked of one, in one shape, so that a law can be held to all of them. */
import fc from 'fast-check'
import { mapAccuracy } from '../../../analytics/stats/accuracy.ts'
import { concentration } from '../../../analytics/stats/concentration.ts'
import { densityClusters } from '../../../analytics/stats/densityClusters.ts'
import { ebIndex } from '../../../analytics/stats/ebIndex.ts'
import { ebRates, localEbRates } from '../../../analytics/stats/ebRates.ts'
import { emergingHotSpots } from '../../../analytics/stats/emergingHotSpots.ts'
import { discoveries } from '../../../analytics/stats/fdr.ts'
import { forecast } from '../../../analytics/stats/forecast.ts'
import { generalG } from '../../../analytics/stats/generalG.ts'
import { gi, giStar, type LocalZ } from '../../../analytics/stats/getisOrd.ts'
import type { Global } from '../../../analytics/stats/globalZ.ts'
import type { Graph } from '../../../analytics/stats/graph.ts'
import { compareOrders } from '../../../analytics/stats/inspectionOrder.ts'
import { kernelDensity } from '../../../analytics/stats/kernelDensity.ts'
import { knox } from '../../../analytics/stats/knox.ts'
import { localMoran } from '../../../analytics/stats/localMoran.ts'
import { mannKendall } from '../../../analytics/stats/mannKendall.ts'
import { moran } from '../../../analytics/stats/moran.ts'
import { permutationP } from '../../../analytics/stats/permutation.ts'
import { poissonScan } from '../../../analytics/stats/poissonScan.ts'
import { randomBelow } from '../../../analytics/stats/random.ts'
import { nullable } from '../../../analytics/stats/reasons.ts'
import { senSlope } from '../../../analytics/stats/senSlope.ts'
import { spaceTimeScan } from '../../../analytics/stats/spaceTimeScan.ts'
import { distanceBand } from '../../../analytics/stats/weights.ts'
import { linked } from './districts.ts'

export interface Area {
  id: number
  x: number
  y: number
  /** Cases of four slices of time. */
  cases: readonly number[]
  people: number
}

export interface Town {
  areas: readonly Area[]
  links: readonly (readonly [number, number])[]
  metres: number
}

const STEPS = 4

/** Six to fourteen areas; wide random coordinates and populations, so that no two circles tie. */
export const town: fc.Arbitrary<Town> = fc
  .tuple(fc.integer({ min: 6, max: 14 }), fc.nat(1_000_000))
  .chain(([n, seed]) => {
    const below = randomBelow(seed)
    const places = Array.from({ length: n }, () => ({ x: below(1e6), y: below(1e6), people: 1000 + below(1e6) }))
    const cases = fc.array(fc.nat(30), { minLength: STEPS, maxLength: STEPS })
    const area = fc.nat(n - 1)
    return fc.record({
      areas: fc
        .array(cases, { minLength: n, maxLength: n })
        .map((all) => all.map((cases, id) => ({ id, ...places[id]!, cases }))),
      links: fc.uniqueArray(
        fc.tuple(area, area).filter(([a, b]) => a < b),
        { selector: String, maxLength: 2 * n },
      ),
      metres: fc.constant(250_000),
    })
  })

/** What a method says: a figure or word of each area, and of the whole. */
export interface Figures {
  areas?: Record<string, readonly (number | string | null)[]>
  whole?: Record<string, number | string | null | undefined>
}

export interface Method {
  ask(town: Town, draws: number): Figures
  /** Units that it must not see: of the values, of the exposure, of the plane. */
  blindTo: readonly ('cases' | 'people' | 'plane')[]
}

const seeded = (draws: number) => ({ draws, seed: 5 })
const graphOf = ({ areas, links }: Town): Graph => linked(areas.length, links)
const plane = ({ areas }: Town) => [column(areas, ({ x }) => x), column(areas, ({ y }) => y)] as const
const column = (areas: readonly Area[], figure: (area: Area) => number) => Float64Array.from(areas, figure)
const last = ({ areas }: Town) => column(areas, ({ cases }) => cases.at(-1)!)
const people = ({ areas }: Town) => column(areas, (area) => area.people)
/** The day on which something happened there; the id keeps two apart. */
const days = ({ areas }: Town) => column(areas, ({ cases, id }) => 10 * cases[0]! + id / 100)
const cube = ({ areas }: Town) =>
  Float64Array.from(
    { length: STEPS * areas.length },
    (_, at) => areas[at % areas.length]!.cases[Math.floor(at / areas.length)]!,
  )

/** z, and p by the normal approximation or by draws, after the false discovery rate. */
function tested({ z, p }: Pick<LocalZ, 'z' | 'p'>, town: Town, draws: number): Figures {
  const drawn = draws === 0 ? p : permutationP(last(town), graphOf(town), { permutations: draws, seed: 5 })
  return { areas: { z: nullable(z), p: nullable(discoveries(z, drawn).adjusted) } }
}

const overall = (found: Global): Figures => ({ whole: found.kind === 'figure' ? { z: found.z } : { z: found.reason } })

export const METHODS: Readonly<Record<string, Method>> = {
  'Gi*': { ask: (town, draws) => tested(giStar(last(town), graphOf(town)), town, draws), blindTo: ['cases'] },
  Gi: { ask: (town, draws) => tested(gi(last(town), graphOf(town)), town, draws), blindTo: ['cases'] },
  "local Moran's I": {
    ask: (town, draws) => tested(localMoran(last(town), graphOf(town)), town, draws),
    blindTo: ['cases'],
  },
  "Moran's I": { ask: (town) => overall(moran(last(town), graphOf(town))), blindTo: ['cases'] },
  'general G': { ask: (town) => overall(generalG(last(town), graphOf(town))), blindTo: ['cases'] },
  'empirical Bayes rates': {
    ask: (town) => ({ areas: { rate: perAll(nullable(ebRates(last(town), people(town)).rate), town) } }),
    blindTo: ['people'],
  },
  'local empirical Bayes rates': {
    ask: (town) => {
      const { rate } = localEbRates(last(town), people(town), graphOf(town))
      return { areas: { rate: perAll(nullable(rate), town) } }
    },
    blindTo: ['people'],
  },
  'empirical Bayes index': {
    ask: (town) => ({ areas: { z: nullable(ebIndex(last(town), people(town))) } }),
    blindTo: ['people'],
  },
  'Mann–Kendall and Sen': {
    ask: ({ areas }) => {
      const known = areas
        .map(({ cases }) => Float64Array.from(cases))
        .map((one) => (one.every(Number.isFinite) ? one : null))
      const trends = known.map((series) => (series === null ? null : mannKendall(series)))
      const rising = known.map((series) => (series === null ? null : Math.sign(senSlope(series)!.slope)))
      return { areas: { z: trends.map((one) => one?.z ?? null), tau: trends.map((one) => one?.tau ?? null), rising } }
    },
    blindTo: ['cases'],
  },
  'emerging hot spots': {
    ask: (town) => {
      const found = emergingHotSpots(cube(town), graphOf(town))
      return {
        areas: {
          z: nullable(found.z).slice(-town.areas.length),
          pattern: found.areas.map((area) => (area.kind === 'history' ? area.pattern : area.reason)),
        },
      }
    },
    blindTo: ['cases'],
  },
  forecast: {
    ask: (town) => {
      const { risk, low, high } = forecast({ areas: town.areas.length, counts: cube(town) })
      return { areas: { risk: nullable(risk), low: nullable(low), high: nullable(high) } }
    },
    blindTo: [],
  },
  'Poisson scan': {
    ask: (town, draws) => {
      const found = poissonScan(...plane(town), last(town), people(town), seeded(draws))
      if (found.kind === 'none') return { whole: { reason: found.reason } }
      const inside = new Set(found.members)
      return {
        areas: { member: town.areas.map((_, i) => Number(inside.has(i))) },
        whole: { ratio: found.logLikelihoodRatio, risk: found.relativeRisk, p: found.p },
      }
    },
    blindTo: ['people', 'plane'],
  },
  'space-time permutation scan': {
    ask: (town, draws) => {
      const counts = cube(town).map((count) => (Number.isNaN(count) ? 0 : count))
      const found = spaceTimeScan(...plane(town), counts, { longest: 2, ...seeded(draws) })
      return {
        whole: found.kind === 'none' ? { reason: found.reason } : { ratio: found.logLikelihoodRatio, p: found.p },
      }
    },
    blindTo: ['plane'],
  },
  Knox: {
    ask: (town, draws) => {
      const { pairs, closeInSpace, closeInTime, p } = knox(...plane(town), days(town), {
        metres: town.metres,
        span: 50,
        ...seeded(draws),
      })
      return { whole: { pairs, closeInSpace, closeInTime, p } }
    },
    blindTo: ['plane'],
  },
  DBSCAN: {
    ask: (town) => {
      const { core, labels, clusters } = densityClusters(distanceBand(...plane(town), town.metres), 3)
      const companions = (i: number) =>
        town.areas.flatMap(({ id }, j) => (core[j] === 1 && labels[j] === labels[i] ? [id] : [])).sort((a, b) => a - b)
      return {
        areas: {
          core: [...core],
          noise: Array.from(labels, (label) => Number(label === -1)),
          companions: town.areas.map((_, i) => (core[i] === 1 ? companions(i).join() : null)),
        },
        whole: { clusters },
      }
    },
    blindTo: ['plane'],
  },
  'kernel density': {
    ask: (town) => {
      const [x, y] = plane(town)
      const density = kernelDensity({ x, y }, { x, y }, { kernel: 'quartic', bandwidth: town.metres })
      return { areas: { inBandwidth: Array.from(density, (one) => one * town.metres ** 2) } }
    },
    blindTo: ['plane'],
  },
  'PAI, PEI* and concentration': {
    ask: (town) => {
      const incidents = last(town).map((count) => (Number.isNaN(count) ? 0 : count))
      const { pai, hitRate } = mapAccuracy(
        Uint8Array.from(town.areas, ({ id }) => id % 2),
        incidents,
        people(town),
      )
      return { whole: { pai, hitRate, gini: concentration(incidents).gini } }
    },
    blindTo: ['cases', 'people'],
  },
  'inspection order': {
    ask: (town, draws) => {
      const critical = Uint8Array.from(town.areas, ({ id }) => id % 2)
      const risks = { withInspector: people(town), withoutInspector: people(town).map((one) => -one) }
      const found = compareOrders(days(town), critical, risks, seeded(draws))
      return {
        areas: { newDay: [...found.withInspector.days] },
        whole: { earlier: found.withInspector.meanDaysEarlier, random: found.random?.meanDaysEarlier ?? null },
      }
    },
    blindTo: ['people'],
  },
}

/** Cases that the rate would give all the people: without the unit of the exposure. */
function perAll(rates: readonly (number | null)[], { areas }: Town): (number | null)[] {
  const all = areas.reduce((sum, area) => sum + area.people, 0)
  return rates.map((rate) => (rate === null ? null : rate * all))
}

import { distance, type Spot } from './plane.ts'

/** How a residents' or villagers' committee is written on the map: 城西居委会 → 城西社区, 大洲村委会 → 大洲村. */
export function shortName(official: string): string {
  return official
    .replace(/居民委员会$|居委会$|委会$/, '')
    .replace(/^(.*[^村社区])$/, (rest) => (/居/.test(official) ? `${rest}社区` : rest))
}

const BEARINGS: readonly [RegExp, Spot][] = [
  [/^.?东/, [1, 0]],
  [/^.?西/, [-1, 0]],
  [/^.?南/, [0, -1]],
  [/^.?北/, [0, 1]],
]

/**
 * Gives each name a place: names that say east, west, south or north of town go there, the village named like
 * its town goes to the middle, the rest in reading order. Answers the index of the place for each name.
 */
export function placeNames(names: readonly string[], places: readonly Spot[], townName: string): number[] {
  const middle: Spot = [mean(places.map(([east]) => east)), mean(places.map(([, north]) => north))]
  const free = new Set(places.keys())
  const chosen = new Map<number, number>()
  const settle = (name: number, score: (spot: Spot) => number) => {
    const best = [...free].reduce((a, b) => (score(places[b]!) > score(places[a]!) ? b : a))
    free.delete(best)
    chosen.set(name, best)
  }
  names.forEach((name, index) => {
    if (name.startsWith(townName)) settle(index, (spot) => -distance(spot, middle))
  })
  names.forEach((name, index) => {
    const bearing = BEARINGS.find(([says]) => says.test(name))?.[1]
    if (bearing && !chosen.has(index))
      settle(index, ([east, north]) => (east - middle[0]) * bearing[0] + (north - middle[1]) * bearing[1])
  })
  names.forEach((_, index) => {
    if (!chosen.has(index)) settle(index, () => 0)
  })
  return names.map((_, index) => chosen.get(index)!)
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

import type { Land, Plot } from '../land/land.ts'
import { distance, type Spot } from '../land/plane.ts'
import { TOWNS } from '../land/towns.ts'
import { type Random, wheel } from '../random.ts'

/** Where things happen: a point of the drawing board and the plot it was drawn in. */
export interface Happening {
  spot: Spot
  plot: Plot
}

const TOWN_MARKS = [
  '农贸市场旁',
  '小学门口',
  '路口',
  '公交站旁',
  '小区东门',
  '小区北门',
  '步行街',
  '江滨路',
  '商业街',
  '停车场',
  '公园边',
  '老街',
]
const VILLAGE_MARKS = [
  '村口',
  '桥头',
  '后山',
  '村部旁',
  '溪边',
  '公路边',
  '晒谷坪',
  '山垄田',
  '果园旁',
  '祠堂前',
  '机耕路旁',
]

/** Draws places: the town's plots alike, the villages' plots mostly near their town's seat, some far busier than others. */
export class Places {
  readonly #land: Land
  readonly #town: Plot[]
  readonly #village: Plot[]
  readonly #borders: { plot: Plot; across: Spot }[]
  readonly #communities: Map<string, string>
  readonly #drawTown: (rnd: Random) => number
  readonly #drawVillage: (rnd: Random) => number

  constructor(land: Land, rnd: Random) {
    this.#land = land
    this.#town = land.plots.filter(({ urban }) => urban)
    this.#village = land.plots.filter(({ urban }) => !urban)
    this.#communities = new Map(
      land.areas.filter(({ level }) => level === 'community').map(({ code, name }) => [code, name]),
    )
    this.#drawTown = wheel(this.#town.map(() => 0.35 + 3 * rnd.next() ** 3))
    const seats = new Map(TOWNS.map(({ code, seat }) => [code, seat]))
    this.#drawVillage = wheel(
      this.#village.map(({ face, street }) => {
        const far = distance(land.mesh.sites[face]!, seats.get(street)!) / 1_000
        return (0.2 + 2 * rnd.next() ** 3) / (1 + far * 0.35)
      }),
    )
    this.#borders = bordering(land)
  }

  anywhere(town: boolean, rnd: Random): Happening {
    const plot = town ? this.#town[this.#drawTown(rnd)]! : this.#village[this.#drawVillage(rnd)]!
    return { plot, spot: this.#within(plot, rnd) }
  }

  /** Close to the border of two streets, where who is lawful depends on a few metres. */
  nearStreetBorder(rnd: Random): Happening {
    const { plot, across } = rnd.pick(this.#borders)
    const site = this.#land.mesh.sites[plot.face]!
    const share = 0.5 - rnd.next() * 0.06
    return { plot, spot: [site[0] + (across[0] - site[0]) * share, site[1] + (across[1] - site[1]) * share] }
  }

  /** Within a radius of a middle; the plot is that of the middle. */
  around(middle: Happening, radiusM: number, rnd: Random): Happening {
    for (;;) {
      const [east, north] = [rnd.between(-1, 1), rnd.between(-1, 1)]
      if (east * east + north * north > 1) continue
      return { plot: middle.plot, spot: [middle.spot[0] + east * radiusM, middle.spot[1] + north * radiusM] }
    }
  }

  /** A plot well inside a street, in town or among its villages, for a cluster of this radius. */
  clusterMiddle(street: string, town: boolean, radiusM: number, rnd: Random): Happening {
    const ours = this.#land.plots.filter((plot) => plot.street === street && plot.urban === town)
    const others = this.#land.plots
      .filter((plot) => plot.street !== street)
      .map(({ face }) => this.#land.mesh.sites[face]!)
    const roomy = ours.filter(({ face }) => {
      const site = this.#land.mesh.sites[face]!
      return others.every((other) => distance(site, other) > radiusM * 1.5)
    })
    const plot = rnd.pick(roomy.length > 0 ? roomy : ours)
    return { plot, spot: this.#land.mesh.sites[plot.face]! }
  }

  /** A bad position fix: a spot outside the district. */
  outside(rnd: Random): Spot {
    const inside = new Set(this.#land.mesh.inside)
    const rim = this.#land.mesh.sites.filter(
      (site, face) => !inside.has(face) && Math.abs(site[0]) < 26_000 && Math.abs(site[1]) < 36_000,
    )
    return rnd.pick(rim)
  }

  /** A spot that is surely inside a plot. */
  siteOf(plot: Plot): Spot {
    return this.#land.mesh.sites[plot.face]!
  }

  /** How people name a place of this plot. */
  called(plot: Plot, rnd: Random): string {
    return `${this.#communities.get(plot.community)!}${rnd.pick(plot.urban ? TOWN_MARKS : VILLAGE_MARKS)}`
  }

  #within(plot: Plot, rnd: Random): Spot {
    const { mesh } = this.#land
    const site = mesh.sites[plot.face]!
    const toward = mesh.sites[rnd.pick(mesh.neighbours[plot.face]!)]!
    // Half the way to a neighbour's site is the border; the square root spreads points evenly over the plot.
    const share = 0.49 * Math.sqrt(rnd.next())
    const aside = 0.25 * share * rnd.between(-1, 1)
    const [east, north] = [toward[0] - site[0], toward[1] - site[1]]
    return [site[0] + east * share - north * aside, site[1] + north * share + east * aside]
  }
}

function bordering(land: Land): { plot: Plot; across: Spot }[] {
  const plotOf = new Map(land.plots.map((plot) => [plot.face, plot]))
  return land.plots.flatMap((plot) =>
    land.mesh.neighbours[plot.face]!.flatMap((next) => {
      const other = plotOf.get(next)
      return other && other.street !== plot.street ? [{ plot, across: land.mesh.sites[next]! }] : []
    }),
  )
}

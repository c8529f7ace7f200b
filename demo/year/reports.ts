import { type Atlas, buildAtlas } from '../../geo/atlas.ts'
import type { DemoReport } from '../dataSet.ts'
import type { Land } from '../land/land.ts'
import { type Spot, toLonLat } from '../land/plane.ts'
import type { Matter } from '../law/matter.ts'
import { type Random, random, wheel } from '../random.ts'
import { CLUSTER_PLANS, type Cluster, type ClusterPlan } from './clusters.ts'
import { course } from './course.ts'
import { type DemoDay, isoLocal } from './days.ts'
import { KINDS, type Kind } from './kinds.ts'
import { type Happening, Places } from './places.ts'
import { accuracy, position } from './position.ts'
import { RHYTHMS, SEASONS } from './rhythm.ts'

/** One thing that happened, before it is known how it was reported. */
interface Event {
  kind: Kind
  at: number
  where: Happening
  cluster: string | null
  /** Index of the event it repeats. */
  repeats: number | null
  /** Border cases and fresh trouble are planted so that every queue has work. */
  trouble: 'none' | 'border' | 'outside' | 'nowhere' | 'category-only'
}

const FULL_YEAR = 60_000
const REPEATED = 0.06
const TOWN_SHARE = 0.63
const EXAMPLES = 0.02

/** A year of exactly `count` reports with its planted clusters. */
export function reports(
  seed: number,
  days: readonly DemoDay[],
  land: Land,
  matters: readonly Matter[],
  count: number,
): { reports: DemoReport[]; clusters: Cluster[] } {
  const rnd = random(seed, 'year')
  const places = new Places(land, random(seed, 'places'))
  const end = days.at(-1)!.start + 86_400_000
  const kinds = [...KINDS, ...exampleKinds(matters)]
  const drawn = timetable(days)

  const planted = CLUSTER_PLANS.map((plan) => plantedCluster(plan, days, places, random(seed, `cluster-${plan.id}`)))
  const events = planted.flatMap(({ plan, cluster, middle, during }) =>
    clusterEvents(plan, cluster, middle, during, Math.round((plan.count * count) / FULL_YEAR), places, drawn, rnd),
  )
  const repeated = Math.floor(count * REPEATED)
  const town = wheel(kinds.map((kind) => kind.town))
  const village = wheel(kinds.map((kind) => kind.village))
  while (events.length < count - repeated) {
    const inTown = rnd.chance(TOWN_SHARE)
    const kind = kinds[(inTown ? town : village)(rnd)]!
    const at = drawn.time(kind, days, rnd)
    const trouble = troubleOf(end - at, rnd)
    const where = trouble === 'border' ? places.nearStreetBorder(rnd) : places.anywhere(inTown, rnd)
    events.push({ kind, at, where, cluster: null, repeats: null, trouble })
  }
  for (const first = events.length; events.length < count; ) events.push(again(events, first, end, places, rnd))
  const truth = trueThings(buildAtlas(land.areas), places)
  return { reports: told(seed, events, places, truth, matters, end), clusters: planted.map(({ cluster }) => cluster) }
}

/** Something seen by a second person up to a day and a half later, a few metres off. */
function again(events: readonly Event[], among: number, end: number, places: Places, rnd: Random): Event {
  const index = rnd.below(among)
  const event = events[index]!
  const at = Math.min(end - 1_000, event.at + 60_000 + Math.floor(rnd.next() ** 2 * 36 * 3_600_000))
  return { ...event, at, where: places.around(event.where, 15, rnd), repeats: index, trouble: 'none' }
}

/** How reports go wrong, more often in the last two days so that every queue of the desk has work. */
function troubleOf(age: number, rnd: Random): Event['trouble'] {
  const fresh = age < 2 * 86_400_000
  const kinds = ['outside', 'nowhere', 'category-only', 'border', 'none'] as const
  const shares = fresh ? [0.03, 0.01, 0.06, 0.02, 0.88] : [0.003, 0.001, 0.02, 0.006, 0.97]
  return kinds[rnd.weighted(shares)]!
}

/** Draws days by season and weekend, hours by rhythm; one wheel for each pair. */
function timetable(all: readonly DemoDay[]) {
  const hours = new Map(Object.entries(RHYTHMS).map(([name, { hours }]) => [name, wheel(hours)]))
  const wheels = new Map<string, (rnd: Random) => number>()
  const dayWheel = ({ season, rhythm }: Kind) => {
    const key = `${season} ${rhythm}`
    const { weekend } = RHYTHMS[rhythm]
    const made = wheels.get(key) ?? wheel(all.map((day) => SEASONS[season][day.month]! * (day.weekend ? weekend : 1)))
    wheels.set(key, made)
    return made
  }
  const hour = (kind: Kind, day: DemoDay, rnd: Random) =>
    day.start + hours.get(kind.rhythm)!(rnd) * 3_600_000 + rnd.below(3_600) * 1_000
  return {
    time: (kind: Kind, days: readonly DemoDay[], rnd: Random) => hour(kind, days[dayWheel(kind)(rnd)]!, rnd),
    timeOn: (kind: Kind, day: DemoDay, rnd: Random) => hour(kind, day, rnd),
  }
}

function plantedCluster(plan: ClusterPlan, days: readonly DemoDay[], places: Places, rnd: Random) {
  const { when, ...rest } = plan
  const during =
    'lastDays' in when
      ? days.slice(-when.lastDays)
      : longestRun(days, ({ monthDay }) => monthDay >= when.from && monthDay <= when.to)
  const middle = places.clusterMiddle(plan.street, plan.town, plan.radiusM, rnd)
  const [lon, lat] = toLonLat(middle.spot)
  const cluster: Cluster = { ...rest, lon, lat, firstDay: during[0]!.day, lastDay: during.at(-1)!.day }
  return { plan, cluster, middle, during }
}

/** A season may be cut by the two ends of the year: the longer piece is meant. */
function longestRun(days: readonly DemoDay[], within: (day: DemoDay) => boolean): DemoDay[] {
  const runs: DemoDay[][] = [[]]
  for (const day of days) within(day) ? runs.at(-1)!.push(day) : runs.push([])
  return runs.reduce((best, run) => (run.length > best.length ? run : best))
}

function clusterEvents(
  plan: ClusterPlan,
  cluster: Cluster,
  middle: Happening,
  during: readonly DemoDay[],
  count: number,
  places: Places,
  drawn: ReturnType<typeof timetable>,
  rnd: Random,
): Event[] {
  cluster.count = count
  const kind = KINDS.find(({ matter }) => matter === plan.matter)!
  return Array.from({ length: count }, () => ({
    kind,
    at: drawn.timeOn(kind, rnd.pick(during), rnd),
    where: places.around(middle, plan.radiusM, rnd),
    cluster: plan.id,
    repeats: null,
    trouble: 'none',
  }))
}

/** The true position of an event and the smallest area there; what strays over the district's border is drawn back in. */
function trueThings(atlas: Atlas, places: Places) {
  return ({ where }: Event): { lon: number; lat: number; leaf: string } => {
    const site = places.siteOf(where.plot)
    let spot: Spot = where.spot
    for (;;) {
      const [lon, lat] = toLonLat(spot)
      const place = atlas.locate([lon, lat])
      if (place.kind === 'located') return { lon, lat, leaf: place.code }
      spot = [(spot[0] + site[0]) / 2, (spot[1] + site[1]) / 2]
    }
  }
}

/** Writes the events down in order of time, each as its reporter sent it. */
function told(
  seed: number,
  events: readonly Event[],
  places: Places,
  truth: ReturnType<typeof trueThings>,
  matters: readonly Matter[],
  end: number,
): DemoReport[] {
  const rnd = random(seed, 'reporters')
  const categoryOf = new Map(matters.map(({ code, category }) => [code, category]))
  const order = [...events.keys()].sort((a, b) => events[a]!.at - events[b]!.at || a - b)
  const keys = new Map(order.map((index, rank) => [index, `demo-${seed}-${String(rank + 1).padStart(5, '0')}`]))
  return order.map((index) => {
    const event = events[index]!
    const { kind, trouble } = event
    const { lon, lat, leaf } = truth(event)
    const receivedAt = Math.min(end - 1, event.at + 10_000 + rnd.below(240) * 1_000)
    const seen = trouble === 'outside' ? toLonLat(places.outside(rnd)) : ([lon, lat] as const)
    const within = trouble === 'border' ? 80 + rnd.below(120) : accuracy(rnd)
    return {
      key: keys.get(index)!,
      observedAt: isoLocal(event.at),
      receivedAt: isoLocal(receivedAt),
      position: trouble === 'nowhere' ? null : position(seen, within, rnd),
      category: categoryOf.get(kind.matter)!,
      matter: trouble === 'category-only' ? null : kind.matter,
      description: rnd.pick(kind.says).replace('{地}', places.called(event.where.plot, rnd)),
      truth: {
        matter: kind.matter,
        lon,
        lat,
        leaf,
        cluster: event.cluster,
        duplicateOf: event.repeats === null ? null : keys.get(event.repeats)!,
      },
      course: course(receivedAt, end, trouble !== 'none', rnd),
    }
  })
}

/** Now and then one of the invented matters is reported, so that nobody takes them for silent. */
function exampleKinds(matters: readonly Matter[]): Kind[] {
  const examples = matters.filter(({ illustrative }) => illustrative)
  const sum = (place: 'town' | 'village') => KINDS.reduce((all, kind) => all + kind[place], 0)
  return examples.map(({ code, name }) => ({
    matter: code,
    town: (sum('town') * EXAMPLES) / examples.length,
    village: (sum('village') * EXAMPLES) / examples.length,
    season: 'even',
    rhythm: 'office',
    says: [`{地}反映：${name}`],
  }))
}

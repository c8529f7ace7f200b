import type { Land, Plot } from '../land/land.ts'
import { toLonLat } from '../land/plane.ts'
import type { Matter } from '../law/matter.ts'
import type { Random } from '../random.ts'
import { SCENARIOS, type Scenario } from './scenarios.ts'

/** An enterprise or shop that is inspected; name and place are invented (示意). */
export interface DemoPremises {
  code: string
  name: string
  kind: string
  street: string
  at: [number, number]
  yearlyCap: number
}

/** What one department intends to check at one premises, and between which local days. */
export interface DemoCheck {
  premises: string
  matter: string
  unit: string
  release: string
  due: string
}

export interface DemoInspections {
  scenarios: readonly Scenario[]
  premises: DemoPremises[]
  checks: DemoCheck[]
}

/**
 * The departments' own plans for one year, before anybody merged them: each department has its own window for each
 * premises; the windows of one premises leave each other room to meet.
 */
export function inspections(land: Land, matters: readonly Matter[], year: string, rnd: Random): DemoInspections {
  const unitOf = new Map(matters.map((matter) => [matter.code, matter.original]))
  const premises: DemoPremises[] = []
  const checks: DemoCheck[] = []
  for (const scenario of SCENARIOS) {
    for (let nth = 1; nth <= scenario.premises; nth++) {
      const place = placed(land, scenario, rnd)
      const code = `${scenario.code}-${String(nth).padStart(3, '0')}`
      const name = `${scenario.shop}${nth}号（示意）`
      premises.push({
        code,
        name,
        kind: scenario.name,
        street: place.street,
        at: toLonLat(land.mesh.sites[place.face]!),
        yearlyCap: 2,
      })
      const meeting = meetingDay(year, rnd)
      const units = Map.groupBy(scenario.matters, (matter) => unitOf.get(matter)!)
      for (const [unit, own] of units) {
        const [release, due] = windowAround(meeting, year, rnd)
        for (const matter of own) checks.push({ premises: code, matter, unit, release, due })
      }
    }
  }
  return { scenarios: SCENARIOS, premises, checks }
}

function placed(land: Land, scenario: Scenario, rnd: Random): Plot {
  const urban = rnd.chance(scenario.urban)
  return rnd.pick(land.plots.filter((plot) => plot.urban === urban))
}

const DAY_MS = 86_400_000
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** A Wednesday well away from the spring festival and the October holiday: worked in every year. */
function meetingDay(year: string, rnd: Random): number {
  const start = Date.UTC(Number(year), 0, 1)
  for (;;) {
    const day = start + rnd.below(365) * DAY_MS
    const monthDay = isoDay(day).slice(5)
    const nearHoliday =
      monthDay < '03-01' || (monthDay > '04-01' && monthDay < '05-10') || (monthDay > '09-10' && monthDay < '10-12')
    if (new Date(day).getUTCDay() === 3 && !nearHoliday && monthDay < '12-16') return day
  }
}

function windowAround(meeting: number, year: string, rnd: Random): [string, string] {
  const release = isoDay(meeting - (5 + rnd.below(35)) * DAY_MS)
  const due = isoDay(meeting + (5 + rnd.below(35)) * DAY_MS)
  return [release < `${year}-01-01` ? `${year}-01-01` : release, due > `${year}-12-31` ? `${year}-12-31` : due]
}

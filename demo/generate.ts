import type { DataSet } from './dataSet.ts'
import { people } from './duty/people.ts'
import { units } from './duty/units.ts'
import { ZONES } from './duty/zones.ts'
import { inspections } from './inspection/plan.ts'
import { land } from './land/land.ts'
import { CATEGORIES } from './law/categories.ts'
import { mandates } from './law/mandates.ts'
import { delegatedMatters, KEPT } from './law/matters.ts'
import { random } from './random.ts'
import { yearEnding } from './year/days.ts'
import { reports } from './year/reports.ts'

/** The seed of the district that a first start loads. */
export const DEMO_SEED = 20230904

export interface Wish {
  seed: number
  /** Last day of the reports, 'YYYY-MM-DD' in Asia/Shanghai. */
  lastDay: string
  /** Reports of the year; 60,000 unless a test asks for fewer. */
  reports?: number
}

/** Makes the whole demo district. The same wish gives the same data set, to the byte. */
export function generate({ seed, lastDay, reports: count = 60_000 }: Wish): DataSet {
  const days = yearEnding(lastDay)
  const made = land(seed)
  const delegated = delegatedMatters()
  const matters = [...delegated, ...KEPT]
  const streets = made.areas.filter(({ level }) => level === 'street')
  const bodies = units(made, random(seed, 'units'))
  const staff = people(
    streets.map(({ code }) => code),
    lastDay,
    random(seed, 'people'),
  )
  const seatOf = new Map(bodies.map(({ code, seat }) => [code, seat]))
  return {
    district: {
      code: '350405',
      name: '沙县区',
      nameEn: 'Shaxian District',
      timeZone: 'Asia/Shanghai',
      pack: 'shaxian',
      note: '示意边界：名称与代码为真，形状、人员、上报均为虚构',
    },
    seed,
    firstDay: days[0]!.day,
    lastDay,
    areas: made.areas,
    units: bodies,
    categories: CATEGORIES,
    matters,
    mandates: mandates(seed, streets, delegated),
    ...staff,
    zones: ZONES.map((zone) => ({ ...zone, seatAt: zone.seat === null ? null : seatOf.get(zone.streets[0]!)! })),
    inspections: inspections(made, matters, lastDay.slice(0, 4), random(seed, 'inspections')),
    ...reports(seed, days, made, matters, count),
  }
}

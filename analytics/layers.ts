import type { Parameters, Reads } from './duck.ts'
import { sqlFile } from './sqlFile.ts'

/** What the leader chose; days are local and inclusive, absent means all. */
export interface Filters {
  from?: string | undefined
  to?: string | undefined
  category?: string | undefined
  street?: string | undefined
  zone?: string | undefined
}

/** The level whose areas are counted, and the code of the district for the level 'district'. */
export interface Ground {
  level: string
  district: string
}

/** Counts of reports; each chart is filtered by all but itself. */
export interface Charts {
  total: number
  closed: number
  /** Reports without a place, under time and category only: no choice of an area hides them. */
  unlocated: number
  /** Sums to every located report: a place without an area of the level counts in the smallest one above. */
  byArea: { code: string; count: number }[]
  byDay: { day: string; count: number }[]
  byCategory: { category: string; count: number }[]
  /** [longitude, latitude, count] of each smallest area, at its label point. */
  heat: [number, number, number][]
}

/** All charts of the leader's view, at the one moment of `reads`. */
export async function charts(reads: Reads, filters: Filters, { level, district }: Ground): Promise<Charts> {
  const { from = null, to = null, category = null, street = null, zone = null } = filters
  const ask = <T>(name: string, parameters: Parameters) => reads.all<T>(sqlFile(`layers/${name}`), parameters)
  const [totals] = await ask<Pick<Charts, 'total' | 'closed' | 'unlocated'>>('totals', {
    from,
    to,
    category,
    street,
    zone,
  })
  const heat = await ask<{ lon: number; lat: number; count: number }>('heat', { from, to, category, street, zone })
  return {
    ...totals!,
    byArea: await ask('by_area', { from, to, category, zone, level, district }),
    byDay: await ask('by_day', { category, street, zone }),
    byCategory: await ask('by_category', { from, to, street, zone }),
    heat: heat.map(({ lon, lat, count }) => [lon, lat, count]),
  }
}

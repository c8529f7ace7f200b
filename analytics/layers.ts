import type { Parameters, Reads } from './duck.ts'
import { sqlFile } from './sqlFile.ts'

/** What the leader chose; days are local and inclusive, absent means all. */
export interface Filters {
  from?: string | undefined
  to?: string | undefined
  category?: string | undefined
  street?: string | undefined
  zone?: string | undefined
  state?: string | undefined
}

/** The filters as `asked.sql` binds them: null lets all pass. */
export const bound = ({ from, to, category, street, zone, state }: Filters): Parameters => ({
  from: from ?? null,
  to: to ?? null,
  category: category ?? null,
  street: street ?? null,
  zone: zone ?? null,
  state: state ?? null,
})

/** The level whose areas are counted, and the code of the district for the level 'district'. */
export interface Ground {
  level: string
  district: string
}

/** Counts of reports; each chart is filtered by all but itself. */
export interface Charts {
  total: number
  closed: number
  /** Reports without a place, under time, category and state only: no choice of an area hides them. */
  unlocated: number
  /** Sums to every located report: a place without an area of the level counts in the smallest one above. */
  byArea: { code: string; count: number }[]
  byDay: { day: string; count: number }[]
  byCategory: { category: string; count: number }[]
}

/** All charts of the leader's view, at the one moment of `reads`. */
export async function charts(reads: Reads, filters: Filters, ground: Ground): Promise<Charts> {
  const ask = <T>(name: string, but: (keyof Filters)[], more: Parameters = {}) => {
    const left = Object.fromEntries(but.map((filter) => [filter, undefined]))
    return reads.all<T>(sqlFile(`layers/${name}`), { ...bound({ ...filters, ...left }), ...more })
  }
  const [totals] = await ask<Pick<Charts, 'total' | 'closed'>>('totals', [])
  const [without] = await ask<Pick<Charts, 'unlocated'>>('unlocated', ['street', 'zone'])
  return {
    ...totals!,
    ...without!,
    byArea: await ask('by_area', ['street'], { level: ground.level, district: ground.district }),
    byDay: await ask('by_day', ['from', 'to']),
    byCategory: await ask('by_category', ['category']),
  }
}

import type { DemoReport } from './dataSet.ts'
import { land } from './land/land.ts'
import { delegatedMatters, KEPT } from './law/matters.ts'
import { random } from './random.ts'
import { yearEnding } from './year/days.ts'
import { reports } from './year/reports.ts'

/** What a new report needs beside its key and time, which belong to the moment it is sent. */
export type FreshReport = Pick<DemoReport, 'position' | 'category' | 'matter' | 'description'>

/**
 * Reports that could come in now, in the district drawn with `landSeed`, in the mixture of the whole year.
 * `day` is any day, 'YYYY-MM-DD'; another `drawSeed` gives other reports.
 */
export function freshReports(landSeed: number, drawSeed: number, day: string, count: number): FreshReport[] {
  const matters = [...delegatedMatters(), ...KEPT]
  const made = reports(drawSeed, yearEnding(day), land(landSeed), matters, count)
  return random(drawSeed, 'fresh')
    .shuffled(made.reports)
    .map(({ position, category, matter, description }) => ({ position, category, matter, description }))
}

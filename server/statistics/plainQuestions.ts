import { cellToLatLng } from 'h3-js'
import { cells, repeats, stepHours, weekHours } from '../../analytics/questions.ts'
import type { CellsOut, HoursOut, RepeatsOut } from '../api/figures.ts'
import type { CellsQuery, HoursQuery, RepeatsQuery } from '../api/statistics.ts'
import type { Asker } from './ask.ts'
import type { Parts } from './parts.ts'
import { plainly } from './plainly.ts'

const HOURS = 168

/** When in the week reports are observed, and how long each step takes. */
export const hours = (parts: Parts, query: HoursQuery, asker: Asker): Promise<HoursOut | null> =>
  plainly(parts, query, asker, 'hours', async (reads, asOf) => {
    const week = new Array<number>(HOURS).fill(0)
    for (const { hour, reports } of await weekHours(reads, query)) week[hour] = reports
    const steps = await stepHours(reads, query)
    return { asOf, week, steps: steps.map(({ nine_tenths, ...step }) => ({ ...step, nineTenths: nine_tenths })) }
  })

/** Hexagons with reports. */
export const hexagons = (parts: Parts, query: CellsQuery, asker: Asker): Promise<CellsOut | null> =>
  plainly(parts, query, asker, 'cells', async (reads, asOf) => {
    const found = await cells(reads, query.resolution, query)
    return { asOf, resolution: query.resolution, cells: found.map((one) => ({ ...one, ...middleOf(one.cell) })) }
  })

function middleOf(cell: string): { lon: number; lat: number } {
  const [lat, lon] = cellToLatLng(cell)
  return { lon, lat }
}

/** Places that are reported again and again. */
export const repeatPlaces = (parts: Parts, query: RepeatsQuery, asker: Asker): Promise<RepeatsOut | null> =>
  plainly(parts, query, asker, 'repeats', async (reads, asOf) => {
    const places = await repeats(reads, query)
    return {
      asOf,
      places: places.map(({ first_day, last_day, ...place }) => ({ ...place, first: first_day, last: last_day })),
    }
  })

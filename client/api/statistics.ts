import type { z } from 'zod'
import { CellsOut } from '../../server/api/figures.ts'
import { AreaWords, HotSpotsOut } from '../../server/api/findings.ts'
import type { CellsQuery, HotSpotsQuery } from '../../server/api/statistics.ts'
import { ask } from '../ask.ts'

export const hotSpots = (query: z.input<typeof HotSpotsQuery>) =>
  ask(HotSpotsOut, 'GET', `/api/statistics/hot-spots?${new URLSearchParams(query as Record<string, string>)}`)

/** Hexagons with reports. */
export const cells = (query: z.input<typeof CellsQuery>) =>
  ask(CellsOut, 'GET', `/api/statistics/cells?${new URLSearchParams(query as Record<string, string>)}`)

/** One area of a kept result in words. */
export const areaWords = (run: number, code: string) =>
  ask(AreaWords, 'GET', `/api/statistics/runs/${run}/areas/${encodeURIComponent(code)}`)

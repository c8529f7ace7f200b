import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { z } from 'zod'
import {
  AreaDiffOut,
  BodyOut,
  ComparisonOut,
  type ListName,
  PremisesMoverOut,
  pageOf,
  ReportMoverOut,
} from '../../server/api/comparison.ts'
import type { ApprovalIn, PublicationIn, WithdrawalIn } from '../../server/api/edition.ts'
import { ask } from '../ask.ts'
import type { LevelName } from '../map/area.ts'
import { EditionOut } from './draft.ts'

const edition = (id: number) => `/api/territory/editions/${id}`
const pair = (before: number, after: number) => `/api/territory/comparisons/${before}/${after}`

export const check = (id: number) => ask(z.object({ faults: z.array(z.unknown()) }), 'POST', `${edition(id)}/check`)
export const approve = (id: number, body: ApprovalIn) => ask(EditionOut, 'POST', `${edition(id)}/approve`, body)
export const publish = (id: number, body: PublicationIn) => ask(EditionOut, 'POST', `${edition(id)}/publish`, body)
export const withdraw = (id: number, body: WithdrawalIn) => ask(EditionOut, 'POST', `${edition(id)}/withdraw`, body)
export const copy = (id: number, name: string) =>
  ask(EditionOut, 'POST', '/api/territory/editions', { name, copyOf: id })

/** Number of the edition in force on a local day. */
export const editionOn = async (day: string) =>
  (await ask(z.object({ edition: z.number() }), 'GET', `/api/territory/areas?level=district&at=${day}`)).edition

export const comparison = (before: number, after: number, anew: boolean) =>
  ask(ComparisonOut, 'GET', `${pair(before, after)}${anew ? '?anew=1' : ''}`)
export const stopComparing = (before: number, after: number) => ask(z.undefined(), 'DELETE', pair(before, after))

const ROWS = {
  areas: pageOf(AreaDiffOut),
  reports: pageOf(ReportMoverOut),
  premises: pageOf(PremisesMoverOut),
  bodies: pageOf(BodyOut),
} as const
export type ListRow = AreaDiffOut | ReportMoverOut | PremisesMoverOut | BodyOut

export const list = (before: number, after: number, name: ListName, from: number, limit: number) =>
  ask<{ total: number; rows: ListRow[] }>(
    ROWS[name],
    'GET',
    `${pair(before, after)}/${name}?from=${from}&limit=${limit}`,
  )
export const csvOf = (before: number, after: number, name: ListName) => `${pair(before, after)}/${name}/csv`

const ChangeMap = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: z.custom<Polygon | MultiPolygon>(),
      properties: z.record(z.string(), z.unknown()),
    }),
  ),
})
export const changeMap = async (before: number, after: number, level: LevelName): Promise<Feature[]> =>
  (await ask(ChangeMap, 'GET', `${pair(before, after)}/map?level=${level}`)).features

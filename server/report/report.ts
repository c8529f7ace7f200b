import type { Place } from '../../geo/types.ts'
import type { Basis } from '../api/report.ts'
import type { Hold, State } from '../api/terms.ts'
import type { Day } from '../clock/localTime.ts'

/** A report as the verbs see it: everything a step may read or change. `version` is the number of its last event. */
export interface Report {
  id: number
  state: State
  /** What it waits for a person to settle; null: nothing. */
  hold: Hold | null
  version: number
  observedAt: Date
  receivedAt: Date
  /** Local day of `observedAt` in the district's zone: the day whose law applies. */
  localDay: Day
  /** The position as it came. */
  givenCrs: string
  givenX: number | null
  givenY: number | null
  /** WGS84 degrees; null without a position. */
  lon: number | null
  lat: number | null
  accuracyM: number
  h3: string | null
  category: string | null
  matter: string | null

  edition: number | null
  place: Place | null
  microGrid: string | null
  grid: string | null
  community: string | null
  street: string | null
  borderM: number | null

  zone: string | null
  /** Person on duty as chief of the zone on that day; null also where the post is vacant. */
  zoneChief: number | null
  mode: 'joint' | 'linked' | null
  owner: string | null
  /** Who answers right now; never empty. */
  responsible: string
  basis: Basis | null

  assignedUnit: string | null
  assignedPerson: number | null
  dispatchedAt: Date | null
  acceptedAt: Date | null
  closedAt: Date | null
  result: string | null
  /** Targets of the pack, not law; null while the calendar is not decreed. */
  dispatchDue: Date | null
  closeDue: Date | null
}

/** One step that happened. `facts` is the step's own payload, so that a report is the sum of its events. */
export interface ReportEvent {
  seq: number
  kind: string
  at: Date
  account: number | null
  from: State | null
  to: State
  facts: Record<string, unknown>
}

/** A report that took one or more steps: the version it was loaded with, what it became, and the trail. */
export interface Change {
  was: number
  report: Report
  events: readonly ReportEvent[]
}

/** Fields a report without a place leaves empty. */
export const NOWHERE = {
  edition: null,
  place: null,
  microGrid: null,
  grid: null,
  community: null,
  street: null,
  borderM: null,
} satisfies Partial<Report>

/** Fields a report leaves empty before it is routed. */
export const UNOWNED = { zone: null, zoneChief: null, mode: null, owner: null, basis: null } satisfies Partial<Report>

/** Fields a report leaves empty before it is dispatched. */
export const UNASSIGNED = {
  assignedUnit: null,
  assignedPerson: null,
  dispatchedAt: null,
  acceptedAt: null,
  closedAt: null,
  result: null,
} satisfies Partial<Report>

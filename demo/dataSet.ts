import type { DemoPerson, DemoPosting } from './duty/people.ts'
import type { DemoUnit } from './duty/units.ts'
import type { DemoZone } from './duty/zones.ts'
import type { DemoInspections } from './inspection/plan.ts'
import type { DemoArea } from './land/land.ts'
import type { CATEGORIES } from './law/categories.ts'
import type { Mandate } from './law/mandates.ts'
import type { Matter } from './law/matter.ts'
import type { Cluster } from './year/clusters.ts'

/** Everything the demo district is made of. The same seed, last day and number of reports give the same bytes. */
export interface DataSet {
  district: { code: string; name: string; nameEn: string; timeZone: string; pack: string; note: string }
  seed: number
  /** First and last local day of the reports. */
  firstDay: string
  lastDay: string
  areas: DemoArea[]
  units: DemoUnit[]
  categories: typeof CATEGORIES
  /** The 284 delegated matters first, then those that stay with their department. */
  matters: Matter[]
  mandates: Mandate[]
  people: DemoPerson[]
  postings: DemoPosting[]
  zones: (DemoZone & { seatAt: [number, number] | null })[]
  /** What the departments mean to check in the calendar year of the last day. */
  inspections: DemoInspections
  clusters: Cluster[]
  reports: DemoReport[]
}

/** A report as somebody sent it, what was true about it, and what people did with it. */
export interface DemoReport {
  key: string
  observedAt: string
  receivedAt: string
  /** Null: came without a position. */
  position: { crs: 'wgs84' | 'cgcs2000' | 'gcj02' | 'bd09'; x: number; y: number; accuracyM: number } | null
  category: string
  /** Null: the reporter named a category only. */
  matter: string | null
  description: string
  truth: {
    matter: string
    lon: number
    lat: number
    /** Code of the smallest area there. */
    leaf: string
    /** Id of the planted cluster it belongs to. */
    cluster: string | null
    /** Key of the report of the same thing that came before. */
    duplicateOf: string | null
  }
  course: Course
}

/** When people acted, local time; null: not yet by the end of the last day. Later steps wait for earlier ones. */
export interface Course {
  /** Position or matter settled by an operator, where the report needs it. */
  settledAt: string | null
  assignedAt: string | null
  /** Given back by the first officer before somebody took it (rare). */
  returnedAt: string | null
  acceptedAt: string | null
  closedAt: string | null
  result: string
}

import type { Fault } from '../../../geo/check/fault.ts'
import type { Tiling } from '../../../geo/check/tiling.ts'
import type { Proposal } from '../../../geo/repair/proposal.ts'
import type { Rule } from '../../../geo/repair/rule.ts'
import type { Area } from '../../../geo/types.ts'
import { fromWkb, toWkb } from '../../../geo/wkb.ts'

/** An area as it crosses to a worker and back: its geometry as WKB. */
export type PackedArea = Omit<Area, 'geometry'> & { geom: Uint8Array }

/** What is known of an edition beside its areas. */
export interface EditionFacts {
  districtDissolved: boolean
  /** Codes of streets with a unit; null where no street has one yet. */
  streetsWithUnit: readonly string[] | null
  /** Name of the profile that codes keep. */
  profile: string
}

export interface CheckTask {
  kind: 'check'
  areas: readonly PackedArea[]
  facts: EditionFacts
}

export interface RepairTask {
  kind: 'repair'
  areas: readonly PackedArea[]
  facts: EditionFacts
  /** Of the last check. */
  faults: readonly Fault[]
  by: { accept: readonly Proposal[] } | { rule: Rule }
  /** Whether the mended edition is checked as a whole; a glance at one proposal does without. */
  recheck: boolean
}

export interface CheckAnswer {
  faults: Fault[]
  tiling: Tiling
}

export interface RepairAnswer {
  accepted: number
  removed: string[]
  put: PackedArea[]
  before: PackedArea[]
  movedM2: number
  displacementM: number
  check: CheckAnswer | null
}

export type Said =
  | { progress: { done: number; of: number } }
  | { check: CheckAnswer }
  | { repair: RepairAnswer }
  | { unknownFault: string }

export const unpacked = ({ geom, ...area }: PackedArea): Area => ({ ...area, geometry: fromWkb(geom) })
export const packed = ({ level, code, name, parent, geometry }: Area): PackedArea => ({
  level,
  code,
  name,
  parent,
  geom: toWkb(geometry),
})

import type { Fault } from '../../../geo/check/fault.ts'
import type { Tiling } from '../../../geo/check/tiling.ts'
import type { PackedArea } from '../../../geo/packedArea.ts'
import type { Proposal } from '../../../geo/repair/proposal.ts'
import type { Rule } from '../../../geo/repair/rule.ts'
import type { CopiedAreas } from '../copiedAreas.ts'

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
  areas: CopiedAreas
  facts: EditionFacts
}

export interface RepairTask {
  kind: 'repair'
  areas: CopiedAreas
  facts: EditionFacts
  /** Of the last check: Fault[] as JSON, as the database keeps them. */
  faults: string
  by: { accept: readonly Proposal[] } | { rule: Rule }
  /** Whether the mended edition is checked as a whole; a glance at one proposal does without. */
  recheck: boolean
}

export interface CheckAnswer {
  /** How many were checked. */
  areas: number
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

import type { GridCodeProfile } from '../../geo/gridcode/profiles.ts'

/** Everything that differs from one district's rules to another's; code asks the pack, never the district's name. */
export interface Pack {
  code: string
  /** Targets of the service, shown as targets, not law. */
  targets: { dispatchHours: number; closeWorkingDays: number }
  /** Whose decreed working days count. 'weekdays' knows Saturdays and Sundays only. */
  calendar: 'china' | 'weekdays'
  /** Null: owners come from mandates. Otherwise every street owns every matter, for this stated reason. */
  streetsOwnEverything: { zh: string; en: string; clause: string } | null
  clauses: {
    /** The street acts in its own name where it accepted the matter. */
    mandated: string
    /** Otherwise the original department acts in its own name. */
    original: string
    /** A category only guides; without a matter nobody can own it yet. */
    triage: string
  }
  /** How the codes of this district are built. */
  gridCode: GridCodeProfile
}

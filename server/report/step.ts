import type { Path, Place } from '../../geo/types.ts'
import type { Basis } from '../api/report.ts'
import type { Unit } from '../duty/unit.ts'

/** A report with a nameable owner. */
export interface Routed {
  kind: 'routed'
  owner: string
  basis: Basis
  mode: 'joint' | 'linked'
  zone: string | null
  zoneChief: number | null
}

/** What routing found. */
export type Verdict = Routed | { kind: 'ambiguous' | 'triage'; basis: Basis }

/** A position in WGS84 together with how it came. */
export interface Pin {
  crs: string
  x: number
  y: number
  accuracyM: number
  lon: number
  lat: number
  h3: string
}

/** One step with all the facts it needs: what the pure verb is given, and what the event keeps. */
export type Step =
  | { move: 'locate'; edition: number | null; place: Place }
  | { move: 'route'; verdict: Verdict }
  | { move: 'relocate' }
  | {
      /** Located again under the edition that came into force. */
      move: 'edition'
      edition: number
      name: string
      /** The edition it stood in. */
      was: number | null
      place: Place
      /** True where the place is a person's word, which holds under the new edition too. */
      settled: boolean
      /** The verdict under which the owner stays, and with it whoever was sent; null: it must be routed anew. */
      stays: Routed | null
    }
  | { move: 'assign'; unit: Pick<Unit, 'code' | 'parent'>; person: number | null }
  | { move: 'recall' }
  | { move: 'accept' }
  | { move: 'return'; reason: string }
  | { move: 'close'; result: string }
  | { move: 'reopen'; reason: string; closeDue: Date | null }
  | { move: 'repin'; pin: Pin; reason: string }
  | { move: 'settle'; edition: number; code: string; path: Path; reason: string }
  | { move: 'classify'; matter: string; category: string; reason: string }

export type StepName = Step['move']

import type { Path, Place } from '../../geo/types.ts'
import type { Basis } from '../api.ts'
import type { Unit } from '../duty/unit.ts'

/** What routing found. */
export type Verdict =
  | {
      kind: 'routed'
      owner: string
      basis: Basis
      mode: 'joint' | 'linked'
      zone: string | null
      zoneChief: number | null
    }
  | { kind: 'ambiguous' | 'triage'; basis: Basis }

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

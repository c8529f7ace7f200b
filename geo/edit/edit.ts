import type { Area, LonLat } from '../types.ts'
import type { Words } from '../words.ts'

/** An area of a draft as the editor holds it. */
export interface EditArea extends Area {
  source: Record<string, unknown>
}

/** What one action of the editor does to a draft: a change whole or not at all. */
export interface Edit {
  /** Codes that leave. */
  remove: string[]
  /** Areas that replace the one of the same code, or come. */
  put: EditArea[]
  words: Words
}

/** One reason why an action is not done, and the place on the map that shows it. */
export interface Reason {
  code: ReasonCode
  words: Words
  at?: LonLat
}

export type ReasonCode =
  | 'unknown-area'
  | 'unknown-vertex'
  | 'junction'
  | 'too-few-vertices'
  | 'crosses'
  | 'overlap'
  | 'outside-parent'
  | 'line-crosses-itself'
  | 'line-does-not-cut'
  | 'line-ends-off-border'
  | 'not-neighbours'
  | 'other-parents'
  | 'other-levels'
  | 'too-few-areas'
  | 'no-free-land'
  | 'one-district'
  | 'no-parent'
  | 'code-taken'
  | 'code-empty'
  | 'name-empty'
  | 'nothing-left'
  | 'no-change'

export interface Refusal {
  reasons: Reason[]
}

export type Outcome = Edit | Refusal

export const isRefusal = (outcome: Outcome): outcome is Refusal => 'reasons' in outcome

export const refuse = (code: ReasonCode, zh: string, en: string, at?: LonLat): Refusal => ({
  reasons: [{ code, words: { zh, en }, ...(at !== undefined && { at }) }],
})

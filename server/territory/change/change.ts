import type { Area } from '../../../geo/types.ts'
import type { Words } from '../../api/terms.ts'
import type { ChangeKind } from '../../api/territoryChange.ts'

export type { ChangeKind }

/** An area as a change puts it into a draft; label point and size are measured when it is applied. */
export interface NewArea extends Area {
  source: Record<string, unknown>
}

/**
 * One step of work on a draft. It applies whole or not at all, and its inverse is kept: undo and redo are exact.
 */
export interface Change {
  kind: ChangeKind
  /** What was done, for the list of changes. */
  words: Words
  /** Names this change for whoever has to send it again. */
  key?: string | undefined
  /** Codes of areas that leave the draft. */
  remove: readonly string[]
  /** Areas that replace the one of the same code, or join. */
  put: readonly NewArea[]
}

/** Which draft is meant, as its reader saw it, and who asks: null at the command line. */
export interface Asked {
  edition: number
  version: number
  account: number | null
}

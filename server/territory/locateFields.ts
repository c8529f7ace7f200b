import type { Atlas } from '../../geo/atlas.ts'
import { type Converter, isRefusal } from '../../geo/crs.ts'
import type { Path } from '../../geo/types.ts'

export type Outcome = 'located' | 'unlocated' | 'unusable'

/** What is written beside a row, as text. */
export interface Added {
  path?: Path
  borderM?: string
  /** Codes, nearest first, separated by blanks. */
  rivals?: string
  nearest?: string
  nearestM?: string
  reason?: string
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const LARGEST_ACCURACY_M = 100_000

/** Locates the position of one row of text; a row that cannot be used says why. */
export function locateFields(
  given: { x: string | undefined; y: string | undefined; accuracy: string | undefined },
  atlas: Atlas,
  convert: Converter,
): { outcome: Outcome; added: Added } {
  const [x, y] = [number(given.x), number(given.y)]
  if (x === undefined || y === undefined) return unusable(`no coordinates: "${given.x ?? ''}", "${given.y ?? ''}"`)
  const accuracyM = (given.accuracy ?? '').trim() === '' ? 0 : number(given.accuracy)
  if (accuracyM === undefined || accuracyM < 0 || accuracyM > LARGEST_ACCURACY_M) {
    return unusable(`expected an accuracy of 0 to ${LARGEST_ACCURACY_M} m, got "${given.accuracy}"`)
  }
  const point = convert(x, y)
  if (isRefusal(point)) return unusable(`${point.refusal}: expected ${point.expected}, got ${point.got}`)
  const place = atlas.locate(point, accuracyM)
  if (place.kind === 'unlocated') {
    const { nearest } = place
    const added = nearest === null ? {} : { nearest: nearest.code, nearestM: nearest.distanceM.toFixed(1) }
    return { outcome: 'unlocated', added: { ...added, reason: 'in no area of this edition' } }
  }
  const rivals = place.rivals.map(({ code }) => code).join(' ')
  return { outcome: 'located', added: { path: place.path, borderM: place.borderM.toFixed(1), rivals } }
}

/** The answer for a row that cannot be used. */
export function unusable(reason: string): { outcome: Outcome; added: Added } {
  return { outcome: 'unusable', added: { reason } }
}

function number(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? ''
  return NUMBER.test(trimmed) ? Number(trimmed) : undefined
}

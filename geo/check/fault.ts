import type { Geometry } from 'geojson'
import { type FaultKind, faultWords } from '../faultWords.ts'
import type { Proposal } from '../repair/proposal.ts'
import type { Area, Level, LonLat } from '../types.ts'
import type { Words } from '../words.ts'

/** One fault of an edition: where, how large, in words, and what would mend it. */
export interface Fault {
  /** The same fault has the same id at every check, whatever else was mended meanwhile. */
  id: string
  kind: FaultKind
  /** An edition with errors needs the publisher's explicit word; warnings are only shown. */
  severity: Severity
  level: Level
  /** The area at fault; of a gap, the parent that is not filled. */
  code: string
  /** The other area of an overlap, or the parent that a child reaches out of or does not have. */
  other?: string
  /** Codes of every area that the fault touches, `code` first. */
  areas: string[]
  areaM2: number
  /** Mean width of the widest part in metres; null for what has no extent. */
  widthM: number | null
  /** A long and thin gap or overlap, as two drawings of one border leave it. */
  narrow: boolean
  at: LonLat
  /** What the map draws: the gap, the overlap, the part outside, or the place of an invalid ring. */
  geometry: Geometry
  /** Ways to mend it, the recommended one first; empty where only a person can. */
  proposals: Proposal[]
  words: Words
}
export type Severity = 'error' | 'warning'

const WARNINGS: ReadonlySet<FaultKind> = new Set(['duplicate-name', 'no-unit'])
const severityOf = (kind: FaultKind): Severity => (WARNINGS.has(kind) ? 'warning' : 'error')

/** What a check knows of a fault beside its kind and area. */
export interface Found {
  at: LonLat
  areaM2?: number
  widthM?: number | null
  narrow?: boolean
  geometry?: Geometry
  other?: string | undefined
  /** Further areas that are touched. */
  with?: readonly string[]
  level?: Level
  reason?: string
  /** Other than the kind's own. */
  severity?: Severity
  /** Says more than the kind's own words. */
  words?: Words
}

/** Writes a fault down. Its proposals are added by `propose` when all faults are known. */
export function fault(kind: FaultKind, area: Area, found: Found): Fault {
  const { at, areaM2 = 0, widthM = null, narrow = false, other, level = area.level, reason } = found
  return {
    id: faultId([kind, level, area.code, other ?? '', at[0].toFixed(6), at[1].toFixed(6)]),
    kind,
    severity: found.severity ?? severityOf(kind),
    level,
    code: area.code,
    ...(other !== undefined && { other }),
    areas: [...new Set([area.code, ...(other === undefined ? [] : [other]), ...(found.with ?? [])])],
    areaM2,
    widthM,
    narrow,
    at,
    geometry: found.geometry ?? { type: 'Point', coordinates: [...at] },
    proposals: [],
    words:
      found.words ??
      faultWords(kind, { level, code: area.code, name: area.name, other, areaM2, widthM, narrow, reason }),
  }
}

/** FNV-1a over the parts, twice with different seeds: 64 bits in hexadecimal. */
function faultId(parts: readonly string[]): string {
  const text = parts.join('\n')
  return [0x811c9dc5, 0x9747b28c].map((seed) => fnv(text, seed).toString(16).padStart(8, '0')).join('')
}

function fnv(text: string, seed: number): number {
  let hash = seed
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193)
  return hash >>> 0
}

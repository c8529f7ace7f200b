import { hash } from 'node:crypto'
import type { Box } from '../../geo/types.ts'
import type { Intake } from '../api/report.ts'
import { type Counting, closeDue, dispatchDue } from '../clock/targets.ts'
import { Problem } from '../errors.ts'
import { textFlaws } from '../text.ts'
import { isFlaw, pinOf } from './position.ts'

/** One thing to receive: what was reported, and its own time where that is not now (history). */
export interface Item {
  intake: Intake
  at?: Date
  /** Who reports, where a set holds reports of several accounts. */
  account?: number | null
  batch?: { id: number; line: number }
}

/** A row of `report` about to be inserted; names are those of the columns. */
export interface FreshRow {
  idempotency_key: string
  body_hash: string
  account_id: number | null
  batch_id: number | null
  batch_line: number | null
  observed_at: Date
  received_at: Date
  given_crs: string
  given_x: number | null
  given_y: number | null
  lon: number | null
  lat: number | null
  accuracy_m: number
  h3: string | null
  hold: 'unlocated' | null
  category_code: string | null
  matter_code: string | null
  description: string
  photo_ref: string | null
  dispatch_due: Date
  close_due: Date | null
}

/** Clocks of reporters may run ahead of ours by at most this. */
const AHEAD_MS = 24 * 3_600_000

/** No phone and no register has observed anything before. */
const EARLIEST = Date.parse('1900-01-01T00:00:00Z')

/** The circumstances of reception: the account and moment that hold where the item names none, and the district. */
export interface Reception {
  now: Date
  account: number | null
  /** Of the edition in force; null while that is not known. */
  box: Box | null
  counting: Counting
}

/** What to insert for an item, or why it is refused. */
export function freshRow(item: Item, { now, account, box, counting }: Reception): FreshRow | Problem {
  const { intake, batch } = item
  const received = item.at ?? now
  const unstorable = textFlaws(intake)
  if (unstorable.length > 0) return new Problem('invalid-input', { flaws: unstorable })
  const pin = intake.position === null ? null : pinOf(intake.position, box)
  if (pin !== null && isFlaw(pin)) return new Problem('invalid-input', { flaws: [pin] })
  // As a moment: PostgreSQL knows no offset beyond ±15:59.
  const observed = new Date(intake.observedAt)
  if (!(observed.getTime() >= EARLIEST && observed.getTime() <= received.getTime() + AHEAD_MS)) {
    return outOfTime(intake.observedAt)
  }
  return {
    idempotency_key: intake.idempotencyKey,
    body_hash: bodyHash(intake),
    account_id: item.account === undefined ? account : item.account,
    batch_id: batch?.id ?? null,
    batch_line: batch?.line ?? null,
    observed_at: observed,
    received_at: received,
    given_crs: pin?.crs ?? 'none',
    given_x: pin?.x ?? null,
    given_y: pin?.y ?? null,
    lon: pin?.lon ?? null,
    lat: pin?.lat ?? null,
    accuracy_m: pin?.accuracyM ?? 0,
    h3: pin?.h3 ?? null,
    hold: pin === null ? 'unlocated' : null,
    category_code: intake.category ?? null,
    matter_code: intake.matter ?? null,
    description: intake.description,
    photo_ref: intake.photo ?? null,
    dispatch_due: dispatchDue(received, counting),
    close_due: closeDue(received, counting),
  }
}

/** SHA-256 (hex) over the canonical JSON of a body: keys sorted, so that their order does not matter. */
export const bodyHash = (intake: Intake): string => hash('sha256', canonical(intake))

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`)
    .join()}}`
}

const outOfTime = (observedAt: string): Problem =>
  new Problem('invalid-input', {
    flaws: [
      { path: 'observedAt', expected: 'a time since 1900, not more than 24 h after its reception', got: observedAt },
    ],
  })

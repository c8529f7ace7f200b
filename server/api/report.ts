/** Contract of reports, from receipt to closure. */
import { z } from 'zod'
import { PlaceOut } from './locate.ts'
import { code, Hold, LAST_ID, Position, State, Words } from './terms.ts'

/** What a grid worker, citizen or another system reports. */
export const Intake = z
  .strictObject({
    idempotencyKey: z.string().min(8).max(128),
    observedAt: z.iso.datetime({ offset: true }),
    /** Null when the reporter has no position: the report then waits in the unlocated queue. */
    position: Position.nullable(),
    category: code.optional(),
    matter: code.optional(),
    description: z.string().max(4000).default(''),
    photo: z.string().max(512).optional(),
  })
  .refine((intake) => intake.category !== undefined || intake.matter !== undefined, {
    path: ['category'],
    message: 'category or matter is required',
  })
export type Intake = z.infer<typeof Intake>

export const Receipt = z.object({
  id: z.number(),
  state: State,
  hold: Hold.nullable(),
  /** True when this idempotency key with this very body had been taken before. */
  repeated: z.boolean(),
})
export type Receipt = z.infer<typeof Receipt>

/** One line of the NDJSON answer to a bulk file. */
export const BulkLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begin'), batch: z.number(), encoding: z.string() }),
  z.object({ kind: z.literal('taken'), line: z.number(), id: z.number(), repeated: z.boolean() }),
  z.object({
    kind: z.literal('refused'),
    line: z.number(),
    reason: Words,
    flaws: z.array(z.object({ path: z.string(), expected: z.string(), got: z.string() })),
  }),
  z.object({
    kind: z.literal('end'),
    batch: z.number(),
    taken: z.number(),
    repeated: z.number(),
    refused: z.number(),
    seconds: z.number(),
  }),
])
export type BulkLine = z.infer<typeof BulkLine>

/** Why this owner: in words, with the clause it stands on. */
export const Basis = z.object({
  kind: z.enum(['mandate', 'original', 'pack', 'triage', 'pending']),
  words: Words,
  clause: z.string(),
  /** 赋权确认书 of the mandate, where there is one. */
  confirmation: z.string().optional(),
})
export type Basis = z.infer<typeof Basis>

/** One row of the queue; also what the live stream carries. */
export const ReportSummary = z.object({
  id: z.number(),
  version: z.number(),
  state: State,
  hold: Hold.nullable(),
  category: z.string().nullable(),
  matter: z.string().nullable(),
  description: z.string(),
  lonLat: z.tuple([z.number(), z.number()]).nullable(),
  accuracyM: z.number(),
  observedAt: z.string(),
  receivedAt: z.string(),
  street: z.string().nullable(),
  microGrid: z.string().nullable(),
  zone: z.string().nullable(),
  owner: z.string().nullable(),
  responsible: z.string(),
  assigned: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  /** Targets of the pack, not law; null while the calendar of that year is not decreed. */
  dispatchDue: z.string().nullable(),
  closeDue: z.string().nullable(),
})
export type ReportSummary = z.infer<typeof ReportSummary>

export const ReportEvent = z.object({
  seq: z.number(),
  kind: z.string(),
  at: z.string(),
  by: z.string().nullable(),
  from: State.nullable(),
  to: State,
  facts: z.record(z.string(), z.unknown()),
})
export type ReportEvent = z.infer<typeof ReportEvent>

/** A team or officer that could be sent, with the reason for the rank. */
export const Candidate = z.object({
  unit: z.string(),
  unitName: z.string(),
  person: z.number().nullable(),
  personName: z.string().nullable(),
  /** Metres from the unit's seat to the report; null where the seat is not known. */
  distanceM: z.number().nullable(),
  /** Reports in hand now. */
  load: z.number(),
  certified: z.boolean(),
  reason: Words,
})
export type Candidate = z.infer<typeof Candidate>

export const ReportDetail = z.object({
  report: ReportSummary,
  place: PlaceOut.nullable(),
  edition: z.number().nullable(),
  /** Its name, and the names that its areas, rivals and nearest have in it: not those of today. */
  editionName: z.string().nullable(),
  names: z.record(z.string(), z.string()),
  basis: Basis.nullable(),
  mode: z.enum(['joint', 'linked']).nullable(),
  zoneChief: z.string().nullable(),
  photo: z.string().nullable(),
  given: z.object({ crs: z.string(), x: z.number().nullable(), y: z.number().nullable() }),
  result: z.string().nullable(),
  events: z.array(ReportEvent),
  candidates: z.array(Candidate),
  /** Moves that are legal now for the asking account. */
  moves: z.array(z.string()),
})
export type ReportDetail = z.infer<typeof ReportDetail>

/** Queues of the desk. */
export const Queue = z.enum(['to-dispatch', 'in-hand', 'overdue', 'unlocated', 'ambiguous', 'triage', 'closed'])
export type Queue = z.infer<typeof Queue>

export const QueuePage = z.object({
  counts: z.record(Queue, z.number()),
  reports: z.array(ReportSummary),
  /** Pass as `after` to get the next page; null at the end. */
  next: z.string().nullable(),
})
export type QueuePage = z.infer<typeof QueuePage>

/** What a person writes about a step: blanks alone say nothing. */
const said = z.string().trim().min(2)

/** Commands on a report; `version` is the one the person saw, so that a conflict says who was first. */
const seen = { version: z.number().int().positive() }

export const Command = z.discriminatedUnion('move', [
  z.strictObject({
    move: z.literal('assign'),
    ...seen,
    unit: code,
    person: z.number().int().positive().max(LAST_ID).optional(),
  }),
  /** Takes an assignment back; offered for 10 s as undo, and until accepted. */
  z.strictObject({ move: z.literal('recall'), ...seen }),
  z.strictObject({ move: z.literal('accept'), ...seen }),
  z.strictObject({ move: z.literal('return'), ...seen, reason: said.max(1000) }),
  z.strictObject({ move: z.literal('close'), ...seen, result: said.max(4000) }),
  z.strictObject({ move: z.literal('reopen'), ...seen, reason: said.max(1000) }),
  /** A better position: the report is located and routed again, as new events. */
  z.strictObject({ move: z.literal('repin'), ...seen, position: Position, reason: said.max(1000) }),
  /** An operator settles which of the rival micro-grids it was. */
  z.strictObject({ move: z.literal('settle'), ...seen, microGrid: code, reason: said.max(1000) }),
  /** A matter for a report that came with a category only, or a better one. */
  z.strictObject({ move: z.literal('classify'), ...seen, matter: code, reason: said.max(1000) }),
])
export type Command = z.infer<typeof Command>

export type MoveName = Command['move']

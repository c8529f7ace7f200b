/** The wire contract: what every door takes and gives. Shared with the client; imports zod only. */
import { z } from 'zod'

/** Coordinate systems by name; nothing is ever guessed. */
export const CrsName = z.union([
  z.enum(['wgs84', 'cgcs2000', 'gcj02', 'bd09']),
  z.string().regex(/^EPSG:\d{4,6}$/, 'one of wgs84, cgcs2000, gcj02, bd09, EPSG:n'),
])
export const LevelName = z.enum(['district', 'street', 'community', 'grid', 'micro-grid'])
export const Role = z.enum(['operator', 'officer', 'planner', 'leader', 'administrator'])
export type Role = z.infer<typeof Role>
export const State = z.enum(['received', 'located', 'routed', 'dispatched', 'closed'])
export type State = z.infer<typeof State>
export const Hold = z.enum(['unlocated', 'ambiguous', 'triage'])
export type Hold = z.infer<typeof Hold>

/** The largest number of a row: PostgreSQL's integer. */
const LAST_ID = 2_147_483_647

/** A row's number as it stands in a path. */
export const Id = z
  .string()
  .regex(/^[1-9]\d*$/)
  .transform(Number)
  .pipe(z.number().max(LAST_ID))

/** Words in both languages of the product. */
export const Words = z.object({ zh: z.string(), en: z.string() })
export type Words = z.infer<typeof Words>

/** A position as a person or phone gave it. For geographic systems x is the longitude and y the latitude, degrees. */
export const Position = z.strictObject({
  crs: CrsName,
  x: z.number().finite(),
  y: z.number().finite(),
  /** Radius in metres within which the true position lies. */
  accuracyM: z.number().min(0).max(100_000).default(0),
})
export type Position = z.infer<typeof Position>

const code = z.string().min(1).max(64)

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

export const PathCodes = z.partialRecord(LevelName, z.string())
export const RivalOut = z.object({ code: z.string(), path: PathCodes, distanceM: z.number() })
export const PlaceOut = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('located'),
    code: z.string(),
    path: PathCodes,
    names: z.partialRecord(LevelName, z.string()),
    borderM: z.number(),
    rivals: z.array(RivalOut),
  }),
  z.object({ kind: z.literal('unlocated'), nearest: RivalOut.nullable() }),
])
export type PlaceOut = z.infer<typeof PlaceOut>

export const LocateIn = z.union([Position, z.strictObject({ points: z.array(Position).min(1).max(10_000) })])
export const LocateOut = z.object({ edition: z.number(), places: z.array(PlaceOut) })

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

export const SignIn = z.strictObject({ login: z.string().min(1).max(64), password: z.string().min(1).max(256) })
export type SignIn = z.infer<typeof SignIn>
/** A new password of one's own; the present one is asked for again. */
export const PasswordChange = z.strictObject({
  current: z.string().min(1).max(256),
  next: z.string().min(12).max(256),
})
export type PasswordChange = z.infer<typeof PasswordChange>
export const Me = z.object({
  login: z.string(),
  name: z.string(),
  role: Role,
  unit: z.string(),
  csrf: z.string(),
})
export type Me = z.infer<typeof Me>

/** Everything the client needs once: names for codes, the pack's targets, the time zone. */
export const Directory = z.object({
  district: z.object({
    code: z.string(),
    name: z.string(),
    nameEn: z.string(),
    timeZone: z.string(),
    pack: z.string(),
    demo: z.boolean(),
  }),
  targets: z.object({ dispatchHours: z.number(), closeWorkingDays: z.number() }),
  units: z.array(
    z.object({
      code: z.string(),
      kind: z.string(),
      name: z.string(),
      nameEn: z.string(),
      shortName: z.string(),
      parent: z.string().nullable(),
    }),
  ),
  categories: z.array(
    z.object({ code: z.string(), name: z.string(), nameEn: z.string(), lead: z.string().nullable() }),
  ),
  matters: z.array(
    z.object({
      code: z.string(),
      category: z.string(),
      name: z.string(),
      nameEn: z.string(),
      law: z.string(),
      article: z.string(),
      originalUnit: z.string(),
      illustrative: z.boolean(),
    }),
  ),
  zones: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      nameEn: z.string(),
      streets: z.array(z.string()),
      chief: z.string().nullable(),
      clause: z.string(),
    }),
  ),
  edition: z
    .object({
      id: z.number(),
      name: z.string(),
      validFrom: z.string(),
      knownFaults: z.boolean(),
      counts: z.partialRecord(LevelName, z.number()),
    })
    .nullable(),
})
export type Directory = z.infer<typeof Directory>

/** Which reports a question is about. Days are local, inclusive; absent means all. */
export const ReportFilters = z.strictObject({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  category: code.optional(),
  street: code.optional(),
  zone: code.optional(),
  state: State.optional(),
})
type Range = { from?: string | undefined; to?: string | undefined }
export const inOrder = ({ from, to }: Range): boolean => from === undefined || to === undefined || from <= to
export const ORDER = { path: ['to'], message: 'to must not be before from' }

/** Filters of the leader's view; each chart is filtered by all but itself. */
export const SituationQuery = ReportFilters.extend({ level: LevelName.default('street') }).refine(inOrder, ORDER)
export type SituationQuery = z.infer<typeof SituationQuery>

export const Situation = z.object({
  /** When the figures were pulled from PostgreSQL. */
  asOf: z.string(),
  /** Reports that have changed since, and for how long the figures have lacked them at most; 0 and 0: they lack nothing. */
  lagRows: z.number(),
  lagSeconds: z.number(),
  total: z.number(),
  closed: z.number(),
  byArea: z.array(z.object({ code: z.string(), count: z.number() })),
  byDay: z.array(z.object({ day: z.string(), count: z.number() })),
  byCategory: z.array(z.object({ category: z.string(), count: z.number() })),
  unlocated: z.number(),
})
export type Situation = z.infer<typeof Situation>

export const Refreshed = z.object({ pulled: z.number(), total: z.number(), seconds: z.number(), full: z.boolean() })
export type Refreshed = z.infer<typeof Refreshed>

/** A period (local days, both included) whose planned checks are merged. */
export const PlanRequest = z
  .strictObject({ name: z.string().min(1).max(200), from: z.iso.date(), to: z.iso.date() })
  .refine((plan) => plan.from <= plan.to, { path: ['to'], message: 'to must not be before from' })
export type PlanRequest = z.infer<typeof PlanRequest>

export const PlanSummary = z.object({
  id: z.number(),
  name: z.string(),
  from: z.string(),
  to: z.string(),
  status: z.enum(['merged', 'routed']),
})
export type PlanSummary = z.infer<typeof PlanSummary>

export const PlanOut = PlanSummary.extend({
  figures: z.object({
    checks: z.number(),
    premises: z.number(),
    /** Visits the departments would make each alone, fewest possible. */
    separate: z.number(),
    visits: z.number(),
    saved: z.number(),
    /** saved / separate; null where there was nothing to save. */
    cut: z.number().nullable(),
    rounds: z.number(),
    officerHalfDays: z.number(),
    unplaced: z.number(),
  }),
  visits: z.array(
    z.object({
      id: z.number(),
      premises: z.string(),
      lonLat: z.tuple([z.number(), z.number()]),
      street: z.string(),
      units: z.array(z.string()),
      matters: z.array(z.string()),
      release: z.string(),
      due: z.string(),
      unplaced: Words.nullable(),
    }),
  ),
  rounds: z.array(
    z.object({
      id: z.number(),
      zone: z.string(),
      day: z.string(),
      half: z.enum(['morning', 'afternoon']),
      units: z.array(z.string()),
      travelMinutes: z.number(),
      serviceMinutes: z.number(),
      /** When it leaves its seat and is back, local time, HH:MM. */
      leaves: z.string(),
      back: z.string(),
      /** Who goes, each for one unit; empty where the roster is not on record. */
      crew: z.array(z.object({ name: z.string(), unit: z.string() })),
      /** Visit ids in driving order. */
      visits: z.array(z.number()),
    }),
  ),
  /** Planned checks that no visit can serve, each with its reason. */
  impossible: z.array(
    z.object({ check: z.number(), premises: z.string(), matter: z.string(), unit: z.string(), reason: Words }),
  ),
})
export type PlanOut = z.infer<typeof PlanOut>

export const LedgerEntry = z.object({
  premises: z.string(),
  unit: z.string(),
  ordinal: z.number(),
  visit: z.number(),
  release: z.string(),
  due: z.string(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

export const ProblemOut = z.object({
  error: z.object({
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    flaws: z.array(z.object({ path: z.string(), expected: z.string(), got: z.string() })),
    facts: z.record(z.string(), z.unknown()),
  }),
})
export type ProblemOut = z.infer<typeof ProblemOut>

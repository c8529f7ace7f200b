import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Charts, charts, type Filters } from '../../../analytics/layers.ts'
import { openWarehouse, type Warehouse } from '../../../analytics/warehouse.ts'
import { type Db, openDb, sql } from '../../../server/db.ts'
import { reportSource } from '../../../server/situation/store.ts'
import { freshDatabase } from '../../database.ts'
import { DISTRICT, MATTERS, microGridAt, STREETS, smallDistrict } from '../../smallDistrict.ts'
import { insertReports, type Row, warehouseFolder } from './fixture.ts'

let db: Db
let drop: () => Promise<void>
let edition: number
let warehouse: Warehouse
const { folder, remove } = warehouseFolder()

beforeAll(async () => {
  const fresh = await freshDatabase()
  drop = fresh.drop
  db = openDb(fresh.url)
  edition = (await smallDistrict(db)).edition
  warehouse = await openWarehouse(
    folder,
    () => new Date(),
    () => undefined,
  )
})

afterAll(async () => {
  await warehouse.close()
  await db.end()
  await drop()
  remove()
})

const LEVELS = ['district', 'street', 'community', 'grid', 'micro-grid'] as const
const DEPTHS = ['street', 'community', 'grid', 'micro-grid'] as const
const CUT = { district: 6, street: 9, community: 12, grid: 15, 'micro-grid': 17 }
const ZONES = ['zone-1', 'zone-1', 'zone-2']
const CATEGORY_OF: Record<string, string> = { [MATTERS.fire]: 'emergency', [MATTERS.pricing]: 'market' }

const rows: fc.Arbitrary<Row> = fc
  .record({
    day: fc.constantFrom('2026-01-31', '2026-02-01', '2026-02-02', '2026-03-01'),
    kind: fc.constantFrom('market', 'general', MATTERS.fire, MATTERS.pricing),
    place: fc.option(fc.record({ column: fc.integer({ min: 0, max: 5 }), row: fc.integer({ min: 0, max: 3 }) }), {
      freq: 5,
    }),
    depth: fc.constantFrom(...DEPTHS),
    closed: fc.boolean(),
  })
  .map(({ kind, place, closed, ...row }) => {
    const matter = kind in CATEGORY_OF ? kind : null
    // Only what has a place can be closed.
    return { ...row, place, closed: closed && place !== null, matter, category: matter ? null : kind }
  })

const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
const filters: fc.Arbitrary<Filters> = fc.record({
  from: maybe('2026-01-01', '2026-02-01', '2026-03-02'),
  to: maybe('2026-02-01', '2026-02-28'),
  category: maybe('market', 'emergency', 'nothing'),
  street: maybe<string>(...STREETS, '000'),
  zone: maybe('zone-1', 'zone-2'),
  state: maybe('closed', 'routed', 'received'),
})

const category = ({ matter, category }: Row) => (matter ? CATEGORY_OF[matter]! : category!)
const street = ({ place }: Row) => place && STREETS[Math.floor(place.column / 2)]!
const zone = ({ place }: Row) => place && ZONES[Math.floor(place.column / 2)]!
const state = ({ closed, place }: Row) => (closed ? 'closed' : place ? 'routed' : 'received')
const leafLength = (row: Row) => CUT[row.depth ?? 'micro-grid']
const areaAt = (row: Row, level: (typeof LEVELS)[number]) =>
  microGridAt(row.place!.column, row.place!.row).slice(0, Math.min(CUT[level], leafLength(row)))

/** Whether a row passes the filters, those named left out. */
const passes = (row: Row, chosen: Filters, ...except: (keyof Filters)[]) => {
  const {
    from,
    to,
    category: kind,
    street: in_,
    zone: of,
    state: standing,
  } = { ...chosen, ...Object.fromEntries(except.map((e) => [e, undefined])) }
  return (
    (!from || row.day >= from) &&
    (!to || row.day <= to) &&
    (!kind || category(row) === kind) &&
    (!in_ || street(row) === in_) &&
    (!of || zone(row) === of) &&
    (!standing || state(row) === standing)
  )
}

const tally = (keys: readonly string[]) =>
  [...Map.groupBy(keys, (key) => key)]
    .map(([key, all]) => [key, all.length] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))

/** The same charts counted by hand. */
function naive(all: readonly Row[], chosen: Filters, level: (typeof LEVELS)[number]): Charts {
  const total = all.filter((row) => passes(row, chosen))
  const located = all.filter((row) => row.place && passes(row, chosen, 'street'))
  const days = tally(all.filter((row) => passes(row, chosen, 'from', 'to')).map(({ day }) => day))
  const kinds = tally(all.filter((row) => passes(row, chosen, 'category')).map(category))
  return {
    total: total.length,
    closed: total.filter(({ closed }) => closed).length,
    unlocated: all.filter((row) => !row.place && passes(row, chosen, 'street', 'zone')).length,
    byArea: tally(located.map((row) => areaAt(row, level))).map(([code, count]) => ({ code, count })),
    byDay: days.map(([day, count]) => ({ day, count })),
    byCategory: kinds.map(([kind, count]) => ({ category: kind, count })),
  }
}

async function replaceReports(all: readonly Row[]): Promise<void> {
  await db.run(sql`delete from report`)
  if (all.length > 0) await insertReports(db, edition, all)
  await warehouse.refresh(reportSource(db))
}

const ask = async (chosen: Filters, level: string) =>
  (await warehouse.ask((tx) => charts(tx, chosen, { level, district: DISTRICT })))!

describe('the charts', () => {
  it('of an empty database are empty', async () => {
    await replaceReports([])
    expect(await ask({}, 'street')).toEqual({
      total: 0,
      closed: 0,
      unlocated: 0,
      byArea: [],
      byDay: [],
      byCategory: [],
    })
  })

  it('equal a plain count for all filters and levels, through refreshes', async () => {
    const choices = fc.array(fc.tuple(filters, fc.constantFrom(...LEVELS)), { minLength: 4, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { maxLength: 120 }), choices, async (all, asked) => {
        await replaceReports(all)
        for (const [chosen, level] of asked) {
          expect(await ask(chosen, level)).toEqual(naive(all, chosen, level))
        }
      }),
      { numRuns: 25 },
    )
  })
})

/**
 * The test world everybody shares: one district of 2 zones, 3 streets, 6 communities, 12 grids and 24 square
 * micro-grids of 0.01°, six columns from 117.76 and four rows from 26.38. Two columns a street, two rows a community,
 * one column a grid. Street boundaries are therefore the meridians 117.78 and 117.80.
 */
import type { Polygon } from 'geojson'
import type { Area, LonLat } from '../geo/types.ts'
import type { Intake } from '../server/api/report.ts'
import { type Db, sql, type Tx } from '../server/db.ts'
import { type AreaRow, createEdition, insertAreas, insertDistrict, savePublication } from '../server/territory/store.ts'
import { insertZones } from '../server/territory/zoneStore.ts'

const WEST = 117.76
const SOUTH = 26.38
const STEP = 0.01
const COLUMNS = 6
const ROWS = 4

export const DISTRICT = '350499'
export const STREETS = ['350499001', '350499002', '350499003'] as const
/** Carries out for the street of the same number. */
export const TEAMS = ['team-1', 'team-2', 'team-3'] as const
export const CENTRE = 'centre'

/** Matters by what became of them. */
export const MATTERS = {
  /** Accepted by every street since 2023. */
  parking: 'G-01',
  /** Accepted by street 1 since 2023 and by street 2 since 2025-06-01; street 3 gave it back on 2024-01-01. */
  pricing: 'M-01',
  /** Accepted by nobody; its original body is a city squad. */
  fire: 'E-01',
  /** Accepted by nobody; its original body is a department. */
  food: 'M-02',
} as const

export interface SmallDistrict {
  edition: number
  areas: readonly Area[]
  /** Ids of people by name. */
  people: Readonly<Record<'chief' | 'officer' | 'second' | 'uncertified' | 'expired' | 'inspector', number>>
}

const square = (column: number, row: number, width: number, height: number): Polygon => {
  const [west, south] = [round(WEST + column * STEP), round(SOUTH + row * STEP)]
  const [east, north] = [round(WEST + (column + width) * STEP), round(SOUTH + (row + height) * STEP)]
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  }
}
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
const three = (n: number) => String(n).padStart(3, '0')

const streetOf = (column: number) => STREETS[Math.floor(column / 2)]!
const communityOf = (column: number, row: number) => `${streetOf(column)}${three(Math.floor(row / 2) + 1)}`
const gridOf = (column: number, row: number) => `${communityOf(column, row)}${three((column % 2) + 1)}`
/** Code of the micro-grid in a column (0–5 from the west) and row (0–3 from the south). */
export const microGridAt = (column: number, row: number) => `${gridOf(column, row)}0${(row % 2) + 1}`
/** The middle of that micro-grid. */
export const middleOf = (column: number, row: number): LonLat => [
  round(WEST + (column + 0.5) * STEP),
  round(SOUTH + (row + 0.5) * STEP),
]

/** Every area of the world, from the district down. */
export function smallAreas(): Area[] {
  const areas: Area[] = [
    { level: 'district', code: DISTRICT, name: '小区县', parent: null, geometry: square(0, 0, COLUMNS, ROWS) },
  ]
  for (let column = 0; column < COLUMNS; column++) {
    const street = streetOf(column)
    if (column % 2 === 0) {
      const name = `${'西中东'[column / 2]}街道`
      areas.push({ level: 'street', code: street, name, parent: DISTRICT, geometry: square(column, 0, 2, ROWS) })
    }
    for (let row = 0; row < ROWS; row++) {
      const [community, grid, code] = [communityOf(column, row), gridOf(column, row), microGridAt(column, row)]
      if (column % 2 === 0 && row % 2 === 0) {
        const geometry = square(column, row, 2, 2)
        areas.push({ level: 'community', code: community, name: `社区${community.slice(6)}`, parent: street, geometry })
      }
      if (row % 2 === 0) {
        const geometry = square(column, row, 1, 2)
        areas.push({ level: 'grid', code: grid, name: `网格${grid.slice(6)}`, parent: community, geometry })
      }
      const geometry = square(column, row, 1, 1)
      areas.push({ level: 'micro-grid', code, name: `微网格${code.slice(6)}`, parent: grid, geometry })
    }
  }
  return areas
}

/** Founds the small district in an empty database: boundaries in force, zones, bodies, law, mandates and people. */
export const smallDistrict = (db: Db): Promise<SmallDistrict> =>
  db.transaction(async (tx) => {
    await insertDistrict(tx, {
      code: DISTRICT,
      name: '小区县',
      nameEn: 'Small District',
      pack: 'shaxian',
      timeZone: 'Asia/Shanghai',
    })
    const areas = smallAreas()
    const edition = await publishAreas(tx, areas, '2023-01-01')
    await insertBodies(tx)
    await insertLaw(tx)
    await insertZones(tx, [
      { ...zone, code: 'zone-1', name: '第一片区', nameEn: 'Zone 1', streets: [STREETS[0], STREETS[1]] },
      { ...zone, code: 'zone-2', name: '第二片区', nameEn: 'Zone 2', streets: [STREETS[2]] },
    ])
    return { edition, areas, people: await insertPeople(tx) }
  })

const zone = { seat: null, clause: '沙政〔2023〕76号 四', validFrom: '2023-01-01', validTo: null }

/** Publishes areas as a further edition from a day. */
export async function publishAreas(tx: Tx, areas: readonly Area[], from: string): Promise<number> {
  const edition = await createEdition(tx, `小区县 ${from}`)
  await insertAreas(tx, edition, areas.map(asRow))
  await savePublication(tx, edition, { from, knownFaults: false, at: new Date(`${from}T00:00:00Z`) })
  return edition
}

function asRow(area: Area): AreaRow {
  const [west, south] = (area.geometry as Polygon).coordinates[0]![0] as [number, number]
  const [east, north] = (area.geometry as Polygon).coordinates[0]![2] as [number, number]
  const areaM2 = (east - west) * 99_700 * (north - south) * 110_800
  return { ...area, label: [(west + east) / 2, (south + north) / 2], areaM2, source: {} }
}

type Body = [code: string, kind: string, name: string, nameEn: string, parent: string | null]
const SIDES = ['West', 'Middle', 'East']

async function insertBodies(tx: Tx) {
  const bodies: Body[] = [
    [CENTRE, 'centre', '网格中心', 'Grid Centre', null],
    ['urban', 'department', '区城管局', 'Urban Management Bureau', null],
    ['market', 'department', '区市场监管局', 'Market Regulation Bureau', null],
    ['market-brigade', 'team', '市场监管综合执法大队', 'Market Brigade', 'market'],
    ['fire', 'squad', '消防救援大队', 'Fire Squad', null],
    ...STREETS.map((code, n): Body => [code, 'street', `${'西中东'[n]}街道`, `${SIDES[n]} Street`, null]),
    ...TEAMS.map((code, n): Body => [code, 'team', `${'西中东'[n]}街道综合执法队`, `${SIDES[n]} Team`, STREETS[n]!]),
  ]
  for (const [code, kind, name, nameEn, parent] of bodies) {
    const street = kind === 'street' ? code : kind === 'team' && parent?.startsWith(DISTRICT) ? parent : null
    await tx.run(sql`
      insert into unit (code, kind, name, name_en, short_name, parent_code, street_code)
      values (${code}, ${kind}, ${name}, ${nameEn}, ${name}, ${parent}, ${street}) on conflict (code) do nothing`)
  }
}

async function insertLaw(tx: Tx) {
  await tx.run(sql`
    insert into category (code, ordinal, name, name_en, lead_unit) values
      ('market', 1, '市场监管', 'Market', 'market'), ('emergency', 6, '应急管理', 'Emergency', 'fire'),
      ('general', 7, '综合执法', 'General', 'urban')`)
  await tx.run(sql`
    insert into matter (code, category_code, name, name_en, original_unit, law, article, illustrative) values
      (${MATTERS.parking}, 'general', '违规停放', 'Illegal parking', 'urban', '示意法', '第一条', true),
      (${MATTERS.pricing}, 'market', '未明码标价', 'Prices not shown', 'market', '示意法', '第二条', true),
      (${MATTERS.food}, 'market', '无证食品经营', 'Unlicensed food', 'market', '示意法', '第三条', true),
      (${MATTERS.fire}, 'emergency', '占用消防通道', 'Blocked fire lane', 'fire', '示意法', '第四条', true)`)
  await tx.run(sql`
    insert into mandate (street_code, matter_code, valid_from, valid_to, confirmation)
    select code, ${MATTERS.parking}, '2023-01-01', null, '赋权确认书〔2023〕' || right(code, 1) || '号'
    from unit where kind = 'street'`)
  await tx.run(sql`
    insert into mandate (street_code, matter_code, valid_from, valid_to, confirmation) values
      (${STREETS[0]}, ${MATTERS.pricing}, '2023-01-01', null, '赋权确认书〔2023〕1号'),
      (${STREETS[1]}, ${MATTERS.pricing}, '2025-06-01', null, '赋权确认书〔2025〕2号'),
      (${STREETS[2]}, ${MATTERS.pricing}, '2023-01-01', '2024-01-01', '赋权确认书〔2023〕3号')`)
}

async function insertPeople(tx: Tx): Promise<SmallDistrict['people']> {
  const person = async (name: string, unit: string, certificate: string | null, until: string | null) =>
    (await tx.row<{ id: number }>(sql`
      insert into person (name, unit_code, certificate_no, certified_until)
      values (${name}, ${unit}, ${certificate}, ${until}) returning id`))!.id
  const posted = (id: number, role: string, unit: string | null, zoneCode: string | null) =>
    tx.run(sql`
      insert into posting (person_id, role, unit_code, zone_code, valid_from)
      values (${id}, ${role}, ${unit}, ${zoneCode}, '2023-01-01')`)
  const people = {
    chief: await person('林片长', 'urban', 'FJ-0001', '2030-12-31'),
    officer: await person('陈队员', TEAMS[1], 'FJ-0002', '2030-12-31'),
    second: await person('王队员', 'market', 'FJ-0003', '2030-12-31'),
    uncertified: await person('张网格员', TEAMS[1], null, null),
    expired: await person('李队员', TEAMS[1], 'FJ-0004', '2024-12-31'),
    inspector: await person('赵稽查', 'market-brigade', 'FJ-0005', '2030-12-31'),
  }
  await posted(people.chief, 'zone-chief', null, 'zone-1')
  await posted(people.officer, 'officer', TEAMS[1], null)
  // Double posting: at home in the bureau, seconded to the street's team (S2: 113 postings of 93 people).
  await posted(people.second, 'officer', TEAMS[1], null)
  await posted(people.uncertified, 'officer', TEAMS[1], null)
  await posted(people.expired, 'officer', TEAMS[1], null)
  await posted(people.inspector, 'officer', 'market-brigade', null)
  return people
}

let keys = 0

/** A report as a phone would send it, of the matter every street accepted unless told otherwise; a key of its own. */
export function reportAt(lonLat: LonLat | null, over: Partial<Intake> & { accuracyM?: number } = {}): Intake {
  keys += 1
  const { accuracyM = 0, ...rest } = over
  return {
    idempotencyKey: `test-key-${process.pid}-${keys}`,
    observedAt: '2026-03-02T08:30:00+08:00',
    position: lonLat === null ? null : { crs: 'wgs84', x: lonLat[0], y: lonLat[1], accuracyM },
    description: '占道经营',
    ...(rest.category === undefined && rest.matter === undefined ? { matter: MATTERS.parking } : {}),
    ...rest,
  }
}

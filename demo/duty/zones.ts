/** The four zones of S4 四, in force from the day of the document. Who is chief: S4 五(二). */
export interface DemoZone {
  code: string
  name: string
  nameEn: string
  streets: readonly string[]
  /** Department whose deputy head is the zone chief (片长) and whose brigade leader is coordinator (协作组长). */
  chiefs: string
  /** Zone 1 works in one place, the others have a room in every town (S2); the place itself is 示意. */
  seat: string | null
  clause: string
  validFrom: string
}

const CLAUSE = '沙政〔2023〕76号 四'
const FROM = '2023-09-04'

export const ZONES: readonly DemoZone[] = [
  {
    code: 'zone-1',
    name: '第一片区',
    nameEn: 'Zone 1',
    streets: ['350405001', '350405002'],
    chiefs: 'dept-urban',
    seat: '第一片区集中办公点（示意）',
    clause: CLAUSE,
    validFrom: FROM,
  },
  {
    code: 'zone-2',
    name: '第二片区',
    nameEn: 'Zone 2',
    streets: ['350405100', '350405102', '350405202'],
    chiefs: 'dept-emergency',
    seat: null,
    clause: CLAUSE,
    validFrom: FROM,
  },
  {
    code: 'zone-3',
    name: '第三片区',
    nameEn: 'Zone 3',
    streets: ['350405101', '350405103', '350405104'],
    chiefs: 'dept-agriculture',
    seat: null,
    clause: CLAUSE,
    validFrom: FROM,
  },
  {
    code: 'zone-4',
    name: '第四片区',
    nameEn: 'Zone 4',
    streets: ['350405105', '350405200', '350405201', '350405203'],
    chiefs: 'dept-market',
    seat: null,
    clause: CLAUSE,
    validFrom: FROM,
  },
]

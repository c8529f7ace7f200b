import type { Land } from '../land/land.ts'
import { toLonLat } from '../land/plane.ts'
import { DEPARTMENTS } from '../law/departments.ts'
import type { Random } from '../random.ts'

/** A body that answers for something. A street unit's code is the code of its street area. */
export interface DemoUnit {
  code: string
  kind: 'centre' | 'street' | 'team' | 'department'
  name: string
  nameEn: string
  shortName: string
  parent: string | null
  street: string | null
  /** Where its people set out from (示意): [lon, lat]. */
  seat: [number, number]
}

const ENGLISH: Readonly<Record<string, string>> = {
  '350405001': 'Fenggang Street',
  '350405002': 'Qiujiang Street',
  '350405100': 'Qingzhou Town',
  '350405101': 'Xiamao Town',
  '350405102': 'Gaosha Town',
  '350405103': 'Gaoqiao Town',
  '350405104': 'Fukou Town',
  '350405105': 'Daluo Town',
  '350405200': 'Nanxia Township',
  '350405201': 'Nanyang Township',
  '350405202': 'Zhenghu Township',
  '350405203': 'Huyuan Township',
}

/** The grid centre, the departments, and for each street its office and its team (综合执法队). */
export function units(land: Land, rnd: Random): DemoUnit[] {
  const town = land.plots.filter(({ urban }) => urban)
  const inTown = () => seatAt(land, rnd.pick(town).face)
  const centre: DemoUnit = {
    code: 'centre',
    kind: 'centre',
    name: '沙县区智慧治理服务中心',
    nameEn: 'Shaxian Smart Governance Service Centre',
    shortName: '治理中心',
    parent: null,
    street: null,
    seat: inTown(),
  }
  const departments = DEPARTMENTS.map(
    (department): DemoUnit => ({ ...department, kind: 'department', parent: null, street: null, seat: inTown() }),
  )
  const streets = land.areas.filter(({ level }) => level === 'street')
  return [centre, ...departments, ...streets.flatMap(({ code, name }) => streetUnits(land, code, name, rnd))]
}

function streetUnits(land: Land, code: string, name: string, rnd: Random): DemoUnit[] {
  const plots = land.plots.filter(({ street, urban }) => street === code && (urban || !isTownStreet(name)))
  const seat = seatAt(land, rnd.pick(plots).face)
  const office = isTownStreet(name) ? `${name}办事处` : `${name}人民政府`
  const nameEn = ENGLISH[code]!
  return [
    { code, kind: 'street', name: office, nameEn, shortName: name, parent: null, street: code, seat },
    {
      code: `${code}-team`,
      kind: 'team',
      name: `${name}综合执法队`,
      nameEn: `${nameEn} Enforcement Team`,
      shortName: `${name.slice(0, 2)}执法队`,
      parent: code,
      street: code,
      seat,
    },
  ]
}

function isTownStreet(name: string): boolean {
  return name.endsWith('街道')
}

function seatAt(land: Land, face: number): [number, number] {
  return toLonLat(land.mesh.sites[face]!)
}

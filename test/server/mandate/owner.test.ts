import { describe, expect, it } from 'vitest'
import type { Unit } from '../../../server/duty/unit.ts'
import type { Mandate, Matter } from '../../../server/mandate/mandate.ts'
import { type Law, ownerOf } from '../../../server/mandate/owner.ts'
import { chiefOn, zoneOn } from '../../../server/mandate/zone.ts'
import { plain } from '../../../server/pack/plain.ts'
import { shaxian } from '../../../server/pack/shaxian.ts'

const unit = (code: string, kind: Unit['kind'], name: string, nameEn: string): [string, Unit] => [
  code,
  { code, kind, name, nameEn, parent: null, seatLon: null, seatLat: null },
]
const matter: Matter = { code: 'M', category: 'market', name: '未明码标价', nameEn: 'Prices', originalUnit: 'market' }
const accepted = (validFrom: string, validTo: string | null): Mandate => ({
  street: 'S',
  matter: 'M',
  validFrom,
  validTo,
  confirmation: `确认书 ${validFrom}`,
})
const law = (mandates: Mandate[] = [], pack = shaxian): Law => ({
  mandates,
  pack,
  units: new Map([
    unit('S', 'street', '凤岗街道', 'Fenggang'),
    unit('T', 'street', '虬江街道', 'Qiujiang'),
    unit('market', 'department', '区市场监管局', 'Market Bureau'),
    // The lead of the category; it never owns anything.
    unit('lead', 'department', '牵头部门', 'Lead'),
  ]),
})

describe('the owner by date', () => {
  const list = [accepted('2025-06-01', null), accepted('2023-01-01', '2024-01-01')]
  it.each([
    ['2022-12-31', 'market', 'original'],
    ['2023-01-01', 'S', 'mandate'],
    ['2023-12-31', 'S', 'mandate'],
    ['2024-01-01', 'market', 'original'],
    ['2025-05-31', 'market', 'original'],
    ['2025-06-01', 'S', 'mandate'],
    ['2031-01-01', 'S', 'mandate'],
  ])('on %s is %s by %s', (day, owner, kind) => {
    const ruling = ownerOf({ matter, street: 'S', day }, law(list))
    expect([ruling.owner, ruling.basis.kind]).toEqual([owner, kind])
  })

  it('is told in words that name street, matter, department, confirmation and clause', () => {
    const { basis } = ownerOf({ matter, street: 'S', day: '2025-07-01' }, law(list))
    for (const word of ['凤岗街道', '未明码标价', '区市场监管局', '确认书 2025-06-01', '2025-06-01']) {
      expect(basis.words.zh).toContain(word)
    }
    for (const word of ['Fenggang', 'Prices', 'Market Bureau']) expect(basis.words.en).toContain(word)
    expect(basis).toMatchObject({ clause: '沙政〔2023〕76号 五(三)', confirmation: '确认书 2025-06-01' })
  })

  it('of another street does not follow from this one', () => {
    expect(ownerOf({ matter, street: 'T', day: '2025-07-01' }, law(list)).owner).toBe('market')
  })
})

describe('nobody owns', () => {
  it('a category without a matter, by the clause that says the lead only guides', () => {
    const ruling = ownerOf({ matter: null, street: 'S', day: '2025-07-01' }, law())
    expect(ruling).toMatchObject({ owner: null, basis: { kind: 'triage', clause: '沙政〔2023〕76号 五(一)' } })
  })

  it('what belongs to a body that is not on record; its code is named', () => {
    const stranger = { ...matter, originalUnit: 'gone' }
    const ruling = ownerOf({ matter: stranger, street: 'S', day: '2025-07-01' }, law())
    expect([ruling.owner, ruling.basis.words.zh.includes('gone')]).toEqual([null, true])
    const street = { ...accepted('2023-01-01', null), street: 'nowhere' }
    expect(ownerOf({ matter, street: 'nowhere', day: '2025-07-01' }, law([street])).owner).toBeNull()
  })
})

it('where the pack says so, the street owns everything, with or without a matter', () => {
  for (const what of [matter, null]) {
    const ruling = ownerOf({ matter: what, street: 'T', day: '2025-07-01' }, law([], plain))
    expect(ruling).toMatchObject({ owner: 'T', basis: { kind: 'pack', clause: 'plain pack' } })
  }
})

it('zones and chiefs are those of the day', () => {
  const zone = (code: string, validFrom: string, validTo: string | null) => ({
    zone: code,
    name: code,
    nameEn: code,
    street: 'S',
    validFrom,
    validTo,
  })
  const zones = [zone('new', '2025-01-01', null), zone('old', '2023-01-01', '2025-01-01')]
  expect(zoneOn(zones, 'S', '2024-12-31')?.zone).toBe('old')
  expect(zoneOn(zones, 'S', '2025-01-01')?.zone).toBe('new')
  expect(zoneOn(zones, 'S', '2022-12-31')).toBeUndefined()
  expect(zoneOn(zones, 'T', '2025-01-01')).toBeUndefined()
  const chiefs = [{ zone: 'new', person: 1, name: '林', validFrom: '2025-02-01', validTo: '2025-03-01' }]
  expect([chiefOn(chiefs, 'new', '2025-01-31'), chiefOn(chiefs, 'new', '2025-03-01')]).toEqual([undefined, undefined])
  expect(chiefOn(chiefs, 'new', '2025-02-28')?.person).toBe(1)
})

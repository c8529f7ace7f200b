import { beforeAll, describe, expect, it } from 'vitest'
import { type Geos, loadGeos } from '../../../../geo/geos.ts'
import type { Box } from '../../../../geo/types.ts'
import { acceptChange } from '../../../../server/territory/change/acceptChange.ts'
import type { Change, NewArea } from '../../../../server/territory/change/change.ts'
import { microGridAt, STREETS, smallAreas } from '../../../smallDistrict.ts'

let geos: Geos
beforeAll(async () => {
  geos = await loadGeos()
})

const BOX: Box = [117.76, 26.38, 117.82, 26.42]
const present = smallAreas()
const area = (code: string): NewArea => ({ ...present.find((one) => one.code === code)!, source: {} })
const micro = area(microGridAt(0, 0))
const flaws = (change: Partial<Change>, district: Box | null = BOX) =>
  acceptChange(
    { kind: 'edit', words: { zh: '', en: '' }, remove: [], put: [], ...change },
    { geos, present, district },
  ).map(({ path }) => path.split('.').pop())

describe('an edit sent by a client', () => {
  it('is taken where it holds', () => {
    expect(flaws({ put: [{ ...micro, name: '改名' }] })).toEqual([])
    expect(flaws({ remove: [micro.code] })).toEqual([])
  })

  it('has valid polygons in the neighbourhood of the district', () => {
    const ring = (micro.geometry.coordinates as number[][][])[0]!
    const bow = { type: 'Polygon' as const, coordinates: [[ring[0]!, ring[2]!, ring[1]!, ring[3]!, ring[0]!]] }
    expect(flaws({ put: [{ ...micro, geometry: bow }] })).toEqual(['geometry'])
    const far = { type: 'Polygon' as const, coordinates: [ring.map(([lon, lat]) => [lon! + 1, lat!])] }
    expect(flaws({ put: [{ ...micro, geometry: far }] })).toEqual(['geometry'])
    expect(flaws({ put: [{ ...micro, geometry: far }] }, null)).toEqual([])
  })

  it('has codes once, at their level', () => {
    expect(flaws({ put: [micro, micro] })).toEqual([micro.code])
    expect(flaws({ put: [{ ...micro, code: STREETS[0] }] })).toEqual([STREETS[0]])
    expect(flaws({ remove: ['nobody'] })).toEqual(['remove'])
  })

  it('leaves everything with a parent above it', () => {
    expect(flaws({ put: [{ ...micro, parent: 'nobody' }] })).toEqual(['parent'])
    expect(flaws({ put: [{ ...micro, parent: microGridAt(1, 1) }] })).toEqual(['parent'])
    expect(flaws({ put: [{ ...micro, parent: null }] })).toEqual(['parent'])
    expect(flaws({ remove: [micro.parent!] })).toEqual(['remove', 'remove'])
    const children = present.filter(({ parent }) => parent === micro.parent).map(({ code }) => code)
    expect(flaws({ remove: [micro.parent!, ...children] })).toEqual([])
  })
})

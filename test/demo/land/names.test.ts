import { describe, expect, it } from 'vitest'
import { placeNames, shortName } from '../../../demo/land/names.ts'

describe('names on the map', () => {
  it.each([
    ['城西居委会', '城西社区'],
    ['金沙社区居委会', '金沙社区'],
    ['车头社区居民委员会', '车头社区'],
    ['大洲村委会', '大洲村'],
    ['霞村村委会', '霞村村'],
  ])('%s is written %s', (official, short) => {
    expect(shortName(official)).toBe(short)
  })

  it('puts east in the east, west in the west and the namesake in the middle', () => {
    const places = [
      [-5, 0],
      [0, 0],
      [5, 0],
      [0, 5],
    ] as const
    const at = placeNames(['东门', '西园', '高砂村', '莲花'], places, '高砂')
    expect(at).toEqual([2, 0, 1, 3])
  })
})

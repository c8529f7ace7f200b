import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { land } from '../../../demo/land/land.ts'
import { type GridCodeProfile, PROFILES } from '../../../geo/gridcode/profiles.ts'
import { checkCode, codeForm, formatCode, parseCode } from '../../../geo/gridcode.ts'
import { LEVELS } from '../../../geo/types.ts'

const written: GridCodeProfile[] = Object.values(PROFILES).filter(({ parts }) => parts !== null)
const profile = fc.constantFrom(...written)
const { 'grid-14': grid14, 'grid-15': grid15, 'path-5': path5, free } = PROFILES

/** A code of every level, each below the one before, with its numbers. */
const line = fc
  .tuple(
    profile,
    fc.constantFrom('350405', '110101'),
    fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 4, maxLength: 4 }),
  )
  .map(([made, district, numbers]) => {
    const codes: string[] = [district]
    for (const number of numbers) codes.push(formatCode(made, LEVELS[codes.length]!, codes.at(-1)!, number))
    return { profile: made, numbers: [Number(district), ...numbers], codes }
  })

describe('grid codes', () => {
  it('are 14 and 15 digits at the grid, as the standards write them', () => {
    expect(codeForm(grid14, 'grid')).toBe('6+3+3+2')
    expect(codeForm(grid15, 'micro-grid')).toBe('6+3+3+3+2')
    expect(codeForm(path5, 'grid')).toBe('6-3-3-3')
    expect(formatCode(grid15, 'grid', '350405001001', 7)).toBe('350405001001007')
    expect(formatCode(grid14, 'grid', '350405001001', 7)).toBe('35040500100107')
    expect(formatCode(path5, 'micro-grid', '350405-001-001-007', 3)).toBe('350405-001-001-007-03')
  })

  it('come apart as they were put together', () => {
    fc.assert(
      fc.property(line, ({ profile: made, numbers, codes }) => {
        codes.forEach((code, n) => {
          expect(parseCode(made, code)).toMatchObject({
            level: LEVELS[n],
            parent: n === 0 ? null : codes[n - 1],
            number: numbers[n],
          })
          expect(checkCode(made, LEVELS[n]!, code, n === 0 ? null : codes[n - 1]!)).toBeNull()
        })
      }),
    )
  })

  it('are refused in both languages for form, number and parent', () => {
    expect(checkCode(grid15, 'grid', '35040500100107', '350405001001')?.zh).toContain('6+3+3+3')
    expect(checkCode(grid15, 'grid', '350405001001000', '350405001001')?.en).toContain('zeros')
    expect(checkCode(grid15, 'grid', '350405001001007', '350405001002')?.zh).toContain('350405001002 开头')
    expect(checkCode(grid15, 'grid', '35040500100100A', null)?.en).toContain('15 characters')
    expect(checkCode(grid15, 'street', '３５０４０５００１', null)).not.toBeNull()
    expect(checkCode(free, 'grid', 'Beat 12', 'Sector 3')).toBeNull()
  })

  it('never take any text for what it is not', () => {
    fc.assert(
      fc.property(profile, fc.string({ unit: fc.constantFrom(...'0123456789-/x '), maxLength: 24 }), (made, text) => {
        const parsed = parseCode(made, text)
        if (parsed === null) return
        expect(text).toBe(
          `${parsed.parent ?? ''}${parsed.parent === null ? '' : made.parts![1]!.separator}${parsed.part}`,
        )
      }),
    )
  })

  it('refuse a number that does not fit its digits', () => {
    expect(() => formatCode(grid14, 'grid', '350405001001', 100)).toThrow(RangeError)
    expect(() => formatCode(grid14, 'grid', '350405001001', 0)).toThrow(RangeError)
    expect(() => formatCode(free, 'grid', 'x', 1)).toThrow(RangeError)
  })

  it('hold for every area of the demo district', () => {
    const wrong = land(1).areas.filter(({ level, code, parent }) => checkCode(grid15, level, code, parent) !== null)
    expect(wrong).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { ZONES } from '../../demo/duty/zones.ts'
import { TOWNS } from '../../demo/land/towns.ts'
import { CATEGORIES } from '../../demo/law/categories.ts'
import { DELEGATING, DEPARTMENTS, SECONDING } from '../../demo/law/departments.ts'
import { mandates } from '../../demo/law/mandates.ts'
import { delegatedMatters, KEPT } from '../../demo/law/matters.ts'
import { KINDS } from '../../demo/year/kinds.ts'

const delegated = delegatedMatters()
const streets = TOWNS.map(({ code }, index) => ({ code, name: index < 2 ? '某街道' : '某镇' }))

describe('the demo law', () => {
  it('has 284 delegated matters of exactly the 14 delegating departments', () => {
    expect(delegated).toHaveLength(284)
    expect(new Set(delegated.map(({ original }) => original))).toEqual(new Set(DELEGATING))
    expect(DELEGATING).toHaveLength(14)
    expect(new Set([...delegated, ...KEPT].map(({ code }) => code)).size).toBe(284 + KEPT.length)
  })

  it('keeps the 16 seconding departments apart from the 14', () => {
    expect(new Set(SECONDING).size).toBe(16)
    expect([...SECONDING].sort()).not.toEqual([...DELEGATING].sort())
    const known = DEPARTMENTS.map(({ code }) => code)
    expect([...SECONDING, ...DELEGATING].filter((code) => !known.includes(code))).toEqual([])
  })

  it.each(CATEGORIES)('has at least five real matters for $name, each with law and article', ({ code }) => {
    const real = delegated.filter((matter) => matter.category === code && !matter.illustrative)
    expect(real.length).toBeGreaterThanOrEqual(5)
    for (const { law, article } of real) {
      expect(law).toMatch(/^《.+》(（\d{4}年修(正|订)）)?$/)
      expect(article).toMatch(
        /^第[一二三四五六七八九十百零]+条(第[一二三四五六七八九十]+款)?(第[一二三四五六七八九十]+项)?$/,
      )
    }
  })

  it('marks everything else as 示意', () => {
    const rest = delegated.filter(({ illustrative }) => illustrative)
    expect(rest.length).toBeGreaterThan(0)
    expect(rest.every(({ name, law, article }) => [name, law, article].every((text) => text.startsWith('示意')))).toBe(
      true,
    )
  })

  it('lets each town accept 232–283 of the 284, from November 2022, never what was kept', () => {
    const accepted = mandates(3, streets, delegated)
    const counts = streets.map(({ code }) => accepted.filter(({ street }) => street === code).length)
    expect(Math.min(...counts.slice(2))).toBe(232)
    expect(Math.max(...counts.slice(2))).toBe(283)
    expect(counts.every((count) => count >= 232 && count <= 283)).toBe(true)
    expect(new Set(accepted.map(({ street, matter }) => `${street} ${matter}`)).size).toBe(accepted.length)
    const codes = new Set(delegated.map(({ code }) => code))
    expect(accepted.filter(({ matter }) => !codes.has(matter))).toEqual([])
    expect(
      accepted.every(({ validFrom, confirmation }) => validFrom.startsWith('2022-11') && confirmation.includes('示意')),
    ).toBe(true)
  })

  it('has the four zones of S4 with every town in exactly one', () => {
    expect(ZONES.map(({ streets }) => streets.length)).toEqual([2, 3, 3, 4])
    expect(ZONES.flatMap(({ streets }) => streets).sort()).toEqual(TOWNS.map(({ code }) => code).sort())
    expect(ZONES.map(({ chiefs }) => chiefs)).toEqual([
      'dept-urban',
      'dept-emergency',
      'dept-agriculture',
      'dept-market',
    ])
  })

  it('is reported by matters it knows', () => {
    const known = new Set([...delegated, ...KEPT].map(({ code }) => code))
    expect(KINDS.filter(({ matter }) => !known.has(matter))).toEqual([])
  })
})

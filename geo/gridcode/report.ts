import { levelZh } from '../faultWords.ts'
import { checkCode, parseCode, partOf } from '../gridcode.ts'
import { LEVELS, type Level } from '../types.ts'
import type { Words } from '../words.ts'
import type { GridCodeProfile } from './profiles.ts'

/** An area as its code is judged. */
export interface Coded {
  level: Level
  code: string
  parent: string | null
}

export type FindingKind = 'duplicate' | 'form' | 'parent' | 'foreign' | 'gap'

/** One thing about the codes: where, and for gaps which numbers are skipped. */
export interface CodeFinding {
  kind: FindingKind
  level: Level
  /** The code at fault; of a gap, the parent in which numbers are skipped. */
  code: string
  numbers?: number[]
  words: Words
}

/** Numbers of a gap beyond this many are counted, not listed. */
const NUMBERS_SHOWN = 20

/**
 * Collisions and gaps: codes that stand twice, codes of a wrong form or number, codes that do not begin with their
 * parent's, codes of another district, and numbers skipped below a parent. Numbers given by the state (street,
 * community) have ranges of their own and are never called a gap.
 */
export function codeReport(profile: GridCodeProfile, areas: readonly Coded[]): CodeFinding[] {
  const district = areas.find(({ level }) => level === 'district')
  return [
    ...duplicates(areas),
    ...areas.flatMap((area) => misfit(profile, area, district?.code)),
    ...gaps(profile, areas),
  ]
}

function duplicates(areas: readonly Coded[]): CodeFinding[] {
  return [...Map.groupBy(areas, ({ code }) => code)]
    .filter(([, same]) => same.length > 1)
    .map(([code, same]) => ({
      kind: 'duplicate',
      level: same[0]!.level,
      code,
      words: { zh: `编码 ${code} 出现 ${same.length} 次`, en: `code ${code} stands ${same.length} times` },
    }))
}

function misfit(profile: GridCodeProfile, { level, code, parent }: Coded, district: string | undefined): CodeFinding[] {
  const form = checkCode(profile, level, code, null)
  if (form !== null) return [{ kind: 'form', level, code, words: form }]
  if (profile.parts !== null && district !== undefined && !code.startsWith(district)) {
    const words = {
      zh: `${levelZh(level)}编码 ${code} 不属于本区县 ${district}`,
      en: `${level} code ${code} is not of this district, ${district}`,
    }
    return [{ kind: 'foreign', level, code, words }]
  }
  const under = checkCode(profile, level, code, parent)
  return under === null ? [] : [{ kind: 'parent', level, code, words: under }]
}

function gaps(profile: GridCodeProfile, areas: readonly Coded[]): CodeFinding[] {
  return LEVELS.flatMap((level) => {
    const part = partOf(profile, level)
    if (part === undefined || part.given) return []
    const families = Map.groupBy(
      areas.filter((area) => area.level === level && area.parent !== null),
      ({ parent }) => parent!,
    )
    return [...families].flatMap(([parent, family]): CodeFinding[] => {
      const numbers = skipped(family.flatMap(({ code }) => numberBelow(profile, code, parent)))
      if (numbers.length === 0) return []
      const shown = numbers.slice(0, NUMBERS_SHOWN).join('、')
      const more = numbers.length > NUMBERS_SHOWN ? '…' : ''
      const words = {
        zh: `${parent} 下的${levelZh(level)}跳过 ${numbers.length} 个号：${shown}${more}`,
        en: `below ${parent} ${numbers.length} ${level} numbers are skipped: ${shown.replaceAll('、', ', ')}${more}`,
      }
      return [{ kind: 'gap', level, code: parent, numbers, words }]
    })
  })
}

function numberBelow(profile: GridCodeProfile, code: string, parent: string): number[] {
  const parsed = parseCode(profile, code)
  return parsed?.parent === parent ? [parsed.number] : []
}

/** Numbers from 1 to the largest that are not there. */
function skipped(numbers: readonly number[]): number[] {
  const there = new Set(numbers)
  const largest = numbers.reduce((a, b) => Math.max(a, b), 0)
  return Array.from({ length: largest }, (_, n) => n + 1).filter((n) => !there.has(n))
}

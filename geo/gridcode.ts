import { levelZh } from './faultWords.ts'
import type { CodePart, GridCodeProfile } from './gridcode/profiles.ts'
import type { Level } from './types.ts'
import type { Words } from './words.ts'

/** A code taken apart: the code of its parent and its own number. */
export interface ParsedCode {
  level: Level
  /** Code of the area one level up; null for a district. */
  parent: string | null
  /** Its own part as written, zeros in front included. */
  part: string
  number: number
}

const DIGITS = /^[0-9]+$/

/** A code taken apart by its length; null where no level of the profile writes such codes (always so in `free`). */
export function parseCode(profile: GridCodeProfile, code: string): ParsedCode | null {
  let parent: string | null = null
  let at = 0
  for (const { level, digits, separator } of profile.parts ?? []) {
    const start = at + separator.length
    const part = code.slice(start, start + digits)
    if (code.slice(at, start) !== separator || part.length !== digits || !DIGITS.test(part)) return null
    at = start + digits
    if (at === code.length) return { level, parent, part, number: Number(part) }
    parent = code.slice(0, at)
  }
  return null
}

/**
 * The code of the n-th area of a level below a parent.
 * @throws RangeError where the profile is free, or the number does not fit its digits (1 … 10^digits − 1).
 */
export function formatCode(profile: GridCodeProfile, level: Level, parent: string | null, number: number): string {
  const part = partOf(profile, level)
  if (part === undefined) throw new RangeError(`profile ${profile.name} makes no codes`)
  if (!Number.isInteger(number) || number < 1 || number > largestNumber(part)) {
    throw new RangeError(`expected a number of ${part.digits} digits for a ${level}, got ${number}`)
  }
  return `${parent ?? ''}${part.separator}${String(number).padStart(part.digits, '0')}`
}

/** The largest number that a part can write. */
export const largestNumber = (part: CodePart): number => 10 ** part.digits - 1

/** What a level adds to its parent's code; undefined in a free profile. */
export const partOf = (profile: GridCodeProfile, level: Level): CodePart | undefined =>
  profile.parts?.find((part) => part.level === level)

/** What is wrong with a code: its form, its number, or the parent it names; null where nothing is. */
export function checkCode(
  profile: GridCodeProfile,
  level: Level,
  code: string,
  parentCode: string | null,
): Words | null {
  if (profile.parts === null) return null
  const parsed = parseCode(profile, code)
  if (parsed === null || parsed.level !== level) return wrongForm(profile, level, code)
  if (parsed.number === 0) {
    return {
      zh: `${levelZh(level)}编码 ${code} 的顺序号为 ${parsed.part}；全零表示未细分，不能用作编号`,
      en: `the number in ${level} code ${code} is ${parsed.part}: zeros say "not divided" and number nothing`,
    }
  }
  if (parentCode !== null && parsed.parent !== null && parsed.parent !== parentCode) {
    return {
      zh: `${levelZh(level)}编码 ${code} 应以上级编码 ${parentCode} 开头，实为 ${parsed.parent}`,
      en: `${level} code ${code} should begin with its parent's ${parentCode}, not ${parsed.parent}`,
    }
  }
  return null
}

function wrongForm(profile: GridCodeProfile, level: Level, code: string): Words {
  const form = codeForm(profile, level)
  return {
    zh: `${levelZh(level)}编码应为 ${form}（${profile.words.zh}），实为 ${code}（${code.length} 位）`,
    en: `a ${level} code is ${form} (${profile.words.en}), got ${code} (${code.length} characters)`,
  }
}

/** How the codes of a level are built, such as `6+3+3+3`, with hyphens where the profile writes them. */
export function codeForm(profile: GridCodeProfile, level: Level): string {
  const parts = profile.parts ?? []
  const upTo = parts.slice(0, parts.findIndex((part) => part.level === level) + 1)
  return upTo.map(({ digits, separator }, n) => `${n === 0 ? '' : separator || '+'}${digits}`).join('')
}

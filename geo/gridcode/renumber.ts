import { levelZh } from '../faultWords.ts'
import { checkCode, formatCode, largestNumber, partOf } from '../gridcode.ts'
import { LEVELS, type Level } from '../types.ts'
import type { Words } from '../words.ts'
import { type Placed, readingOrder } from './order.ts'
import type { GridCodeProfile } from './profiles.ts'

export interface Numbered extends Placed {
  level: Level
  parent: string | null
}

export interface RenumberAsked {
  /** Levels whose numbers are given anew in reading order; the others keep theirs. */
  levels: readonly Level[]
  /** Only areas below this code; the whole district where null. */
  under: string | null
}

/** One row of old and new. */
export interface Recoded {
  level: Level
  from: string
  to: string
  /** Code of the parent after the change. */
  parent: string | null
}

/**
 * What every area's code becomes: numbers of the chosen levels run from 1 in reading order below each parent, all
 * others stay, and children follow their parents. Only what changes is returned. Codes given by the state stay.
 * Refused, with every reason, where a profile is free, a number does not fit or two would be the same.
 */
export function renumber(
  profile: GridCodeProfile,
  areas: readonly Numbered[],
  asked: RenumberAsked,
): { changes: Recoded[] } | { refusal: Words[] } {
  if (profile.parts === null) return { refusal: [freeProfile()] }
  const given = asked.levels.filter((level) => partOf(profile, level)!.given)
  if (given.length > 0) return { refusal: given.map(stateNumbers) }
  const families = Map.groupBy(areas, ({ parent }) => parent)
  const levelOf = new Map(areas.map(({ code, level }) => [code, level]))
  const refusal: Words[] = []
  const changes: Recoded[] = []

  const descend = (from: string | null, to: string | null, inside: boolean) => {
    const family = families.get(from) ?? []
    for (const [level, siblings] of Map.groupBy(family, (area) => area.level)) {
      if (from !== null && LEVELS.indexOf(level) !== LEVELS.indexOf(levelOf.get(from)!) + 1) {
        refusal.push(levelSkipped(level, from))
        continue
      }
      const anew = inside && asked.levels.includes(level)
      for (const { area, code } of codesOf(profile, level, siblings, from, to, anew, refusal)) {
        if (code !== area.code) changes.push({ level, from: area.code, to: code, parent: to })
        descend(area.code, code, inside || area.code === asked.under)
      }
    }
  }
  descend(null, null, asked.under === null)
  refusal.push(...collisions(areas, changes))
  return refusal.length > 0 ? { refusal } : { changes }
}

function codesOf(
  profile: GridCodeProfile,
  level: Level,
  siblings: readonly Numbered[],
  from: string | null,
  to: string | null,
  anew: boolean,
  refusal: Words[],
): { area: Numbered; code: string }[] {
  const part = partOf(profile, level)!
  if (part.given) {
    for (const { code } of siblings) {
      const wrong = checkCode(profile, level, code, to)
      if (wrong !== null) refusal.push(wrong)
    }
    return siblings.map((area) => ({ area, code: area.code }))
  }
  if (siblings.length > largestNumber(part)) {
    refusal.push(tooMany(level, to, siblings.length, largestNumber(part)))
    return []
  }
  const ordered = anew ? readingOrder(siblings) : siblings
  return ordered.flatMap((area, n) => {
    const number = anew ? n + 1 : numberWithin(area.code, from)
    if (number !== null && number >= 1 && number <= largestNumber(part)) {
      return [{ area, code: formatCode(profile, level, to, number) }]
    }
    refusal.push(noNumber(level, area.code))
    return []
  })
}

/** The number of a code below its parent's, in whatever profile it was written; null where there is none. */
function numberWithin(code: string, parent: string | null): number | null {
  if (parent === null || !code.startsWith(parent)) return null
  const rest = code.slice(parent.length).replace(/^-/, '')
  return /^\d{1,9}$/.test(rest) ? Number(rest) : null
}

/** New codes that two areas would share, those that keep theirs included. */
function collisions(areas: readonly Numbered[], changes: readonly Recoded[]): Words[] {
  const changed = new Map(changes.map(({ from, to }) => [from, to]))
  const after = Map.groupBy(areas, ({ code }) => changed.get(code) ?? code)
  return [...after]
    .filter(([, same]) => same.length > 1)
    .map(([code, same]) => {
      const old = same.map((area) => area.code)
      return {
        zh: `${old.join('、')} 都将成为 ${code}；请对该级重新编号`,
        en: `${old.join(', ')} would all become ${code}; number that level anew`,
      }
    })
}

const freeProfile = (): Words => ({
  zh: '自由编码不能编号，请选择编码方案',
  en: 'free codes have no numbers; choose a profile',
})
const stateNumbers = (level: Level): Words => ({
  zh: `${levelZh(level)}编码由民政、统计部门给定，不重新编号`,
  en: `${level} codes are given by the state and are not renumbered`,
})
const levelSkipped = (level: Level, parent: string): Words => ({
  zh: `${levelZh(level)}不能直接编在 ${parent} 之下`,
  en: `a ${level} cannot be numbered directly below ${parent}`,
})
const tooMany = (level: Level, parent: string | null, count: number, most: number): Words => ({
  zh: `${parent} 下有 ${count} 个${levelZh(level)}，该方案最多 ${most} 个；请选择位数更多的方案`,
  en: `${count} ${level} areas below ${parent}, the profile has numbers for ${most}; choose a longer one`,
})
const noNumber = (level: Level, code: string): Words => ({
  zh: `${levelZh(level)}编码 ${code} 中没有可保留的顺序号；请对该级重新编号`,
  en: `${level} code ${code} has no number to keep; number that level anew`,
})

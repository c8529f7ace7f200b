import { LEVELS, type Level } from '../types.ts'
import type { Words } from '../words.ts'

/** One level's own share of a code: what is added to the code of its parent. */
export interface CodePart {
  level: Level
  digits: number
  /** Written between the parent's code and this part; empty in codes that are digits only. */
  separator: string
  /** True where the number is given by the state (民政、统计): it is checked, never made or closed up by this product. */
  given: boolean
}

/** How the codes of a district are built. Data: code asks the profile, never counts digits itself. */
export interface GridCodeProfile {
  name: string
  words: Words
  /** What the profile follows, and what in it is our own reading. */
  source: Words
  /** From the district down; null: codes are free text and only their parents are known. */
  parts: readonly CodePart[] | null
}

const digits = (of: Record<Level, number>, separator: string): CodePart[] =>
  LEVELS.map((level, n) => ({ level, digits: of[level], separator: n === 0 ? '' : separator, given: n < 3 }))

const STATE = { district: 6, street: 3, community: 3 }

const ABOVE = {
  zh: '前 12 位：县级 6 位按 GB/T 2260，街道（镇、乡）3 位按 GB/T 10114，社区（村）3 位按民政、统计代码',
  en: 'First 12 digits: county 6 by GB/T 2260, street 3 by GB/T 10114, community 3 by the civil-affairs and statistics codes',
}
const MICRO = {
  zh: '微网格在网格码后加顺序号：没有国家标准规定，这是本系统的读法',
  en: 'a micro-grid adds a number to the code of its grid: no national standard says so, this is our reading',
}
const GRID_OF_3: Words = {
  zh: `${ABOVE.zh}；网格 3 位按北京市地方标准（DB11 网格化城市管理系统单元网格划分 5.2）；${MICRO.zh}。`,
  en: `${ABOVE.en}; grid 3 by Beijing's DB11 standard on unit grids (5.2); ${MICRO.en}.`,
}

/**
 * The profiles that ship.
 *
 * - `grid-15`: 6+3+3+3, the 15 digits of Beijing's local standard on unit grids (DB11, 网格化城市管理系统单元网格划分,
 *   clause 5.2), whose order is west to east, north to south within a community (5.4; so also 西安 DB6101/T 3185-2024,
 *   5.3). A micro-grid adds 2 digits: our reading.
 * - `grid-14`: 6+3+3+2, the 14 digits of the unit grids of CJ/T 213-2005 as cities apply it (its text was not at hand:
 *   that the last part has 2 digits is our reading of that practice). A micro-grid adds 2 digits: our reading.
 * - `grid-15-3`: as `grid-15` with micro-grids of 3 digits, for grids of more than 99 of them: our reading.
 * - `path-5`: the same numbers as a path of five, `350405-001-001-003-05`; the hyphen is ours.
 * - `free`: codes of any form, as foreign cities have them.
 */
export const PROFILES = {
  'grid-15': {
    name: 'grid-15',
    words: { zh: '15 位网格码 + 2 位微网格', en: '15-digit grid code + 2 digits of micro-grid' },
    source: GRID_OF_3,
    parts: digits({ ...STATE, grid: 3, 'micro-grid': 2 }, ''),
  },
  'grid-14': {
    name: 'grid-14',
    words: { zh: '14 位网格码 + 2 位微网格', en: '14-digit grid code + 2 digits of micro-grid' },
    source: {
      zh: `${ABOVE.zh}；网格 2 位为各地按 CJ/T 213-2005 的做法（未见原文，按本系统的读法）；${MICRO.zh}。`,
      en: `${ABOVE.en}; grid 2 as cities apply CJ/T 213-2005 (its text was not at hand: our reading); ${MICRO.en}.`,
    },
    parts: digits({ ...STATE, grid: 2, 'micro-grid': 2 }, ''),
  },
  'grid-15-3': {
    name: 'grid-15-3',
    words: { zh: '15 位网格码 + 3 位微网格', en: '15-digit grid code + 3 digits of micro-grid' },
    source: GRID_OF_3,
    parts: digits({ ...STATE, grid: 3, 'micro-grid': 3 }, ''),
  },
  'path-5': {
    name: 'path-5',
    words: { zh: '五级路径码（6-3-3-3-2）', en: 'Five-level path (6-3-3-3-2)' },
    source: {
      zh: `${ABOVE.zh}；以连字符分级是本系统的写法。`,
      en: `${ABOVE.en}; the hyphens are our own way of writing.`,
    },
    parts: digits({ ...STATE, grid: 3, 'micro-grid': 2 }, '-'),
  },
  free: {
    name: 'free',
    words: { zh: '自由编码', en: 'Free codes' },
    source: { zh: '不规定编码格式，只检查重复。', en: 'No form is prescribed; only repeated codes are found.' },
    parts: null,
  },
} as const satisfies Record<string, GridCodeProfile>

export type ProfileName = keyof typeof PROFILES

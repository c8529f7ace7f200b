import type { CategoryCode } from './categories.ts'

/** One item of law that somebody may inspect or punish. */
export interface Matter {
  code: string
  category: CategoryCode
  name: string
  nameEn: string
  /** Department code of the 原实施主体. */
  original: string
  /** Law with the version whose articles are counted: the one in force when the towns accepted (November 2022). */
  law: string
  article: string
  /** True: invented to reach the number of S2, to be replaced by the district's real list. */
  illustrative: boolean
}

type Row = readonly [code: string, original: string, law: string, article: string, name: string, nameEn: string]

/** A library of real matters of one category. */
export function library(category: CategoryCode, rows: readonly Row[]): Matter[] {
  return rows.map(([code, original, law, article, name, nameEn]) => ({
    code: `${category}.${code}`,
    category,
    name,
    nameEn,
    original,
    law,
    article,
    illustrative: false,
  }))
}

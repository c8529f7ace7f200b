import { CATEGORIES, type CategoryCode } from './categories.ts'
import { DELEGATING, DEPARTMENTS } from './departments.ts'
import type { Matter } from './matter.ts'
import { AGRICULTURE } from './matters/agriculture.ts'
import { CULTURE } from './matters/culture.ts'
import { ECOLOGY } from './matters/ecology.ts'
import { EMERGENCY, FIRE } from './matters/emergency.ts'
import { GENERAL, POLICE } from './matters/general.ts'
import { MARKET } from './matters/market.ts'
import { TRANSPORT } from './matters/transport.ts'

/** S2: 284 matters of 14 departments were delegated to the towns in June 2022. */
export const DELEGATED_COUNT = 284

const REAL = [...MARKET, ...TRANSPORT, ...CULTURE, ...ECOLOGY, ...AGRICULTURE, ...EMERGENCY, ...GENERAL]

/** The 284 delegated matters: the real library first, the rest invented and marked so (示意). */
export function delegatedMatters(): Matter[] {
  const missing = DELEGATED_COUNT - REAL.length
  return [...REAL, ...Array.from({ length: missing }, (_, index) => illustrativeMatter(index + 1))]
}

/** Matters that stay with their department everywhere. */
export const KEPT: readonly Matter[] = [...FIRE, ...POLICE]

function illustrativeMatter(number: number): Matter {
  const original = DELEGATING[(number - 1) % DELEGATING.length]!
  const department = DEPARTMENTS.find(({ code }) => code === original)!
  return {
    code: `example.${String(number).padStart(3, '0')}`,
    category: categoryOf(original),
    name: `示意事项 ${number}（${department.shortName}）`,
    nameEn: `Example matter ${number} (${department.nameEn})`,
    original,
    law: '示意：待以本区权责清单替换',
    article: '示意',
    illustrative: true,
  }
}

function categoryOf(department: string): CategoryCode {
  return CATEGORIES.find(({ lead }) => lead === department)?.code ?? 'general'
}

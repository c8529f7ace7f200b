import type { Level } from './types.ts'

export type FaultKind = 'invalid' | 'overlap' | 'gap' | 'outside-parent' | 'no-parent' | 'childless' | 'second-district'

export interface FaultFacts {
  level: Level
  code: string
  name: string
  other?: string | undefined
  areaM2: number
  reason?: string | undefined
}

const LEVEL_ZH: Record<Level, string> = {
  district: '区县',
  street: '街道（镇、乡）',
  community: '社区（村）',
  grid: '网格',
  'micro-grid': '微网格',
}

/** Each level's Chinese name as messages write it. */
export const levelZh = (level: Level): string => LEVEL_ZH[level]

const REASONS_ZH: Record<string, string> = {
  'Self-intersection': '自相交',
  'Ring Self-intersection': '环自相交',
  'Hole lies outside shell': '洞在外环之外',
  'Holes are nested': '洞套洞',
  'Interior is disconnected': '内部不连通',
  'Nested shells': '外环互相嵌套',
  'Duplicate Rings': '重复的环',
  'Too few points in geometry component': '点数不足',
  'Ring is not closed': '环未闭合',
  'Invalid Coordinate': '坐标无效',
}

/** GEOS's reason for an invalid polygon in Chinese; unknown reasons stay in English. */
export const reasonZh = (reason: string): string => REASONS_ZH[reason] ?? reason

/** A fault in both languages. */
export function faultWords(kind: FaultKind, facts: FaultFacts): { zh: string; en: string } {
  const { code, name, other, reason = '' } = facts
  const zh = LEVEL_ZH[facts.level]
  const size = `${facts.areaM2 < 10 ? facts.areaM2.toFixed(1) : Math.round(facts.areaM2)} m²`
  switch (kind) {
    case 'invalid':
      return { zh: `${zh} ${code} ${name} 图形无效：${reasonZh(reason)}`, en: `${facts.level} ${code}: ${reason}` }
    case 'overlap':
      return { zh: `${zh} ${code} 与 ${other} 重叠 ${size}`, en: `${facts.level} ${code} overlaps ${other} by ${size}` }
    case 'gap':
      return {
        zh: `${code} ${name} 内有 ${size} 没有任何${zh}覆盖`,
        en: `${size} inside ${code} belong to no ${facts.level}`,
      }
    case 'outside-parent':
      return {
        zh: `${zh} ${code} 有 ${size} 在上级 ${other} 之外`,
        en: `${facts.level} ${code} has ${size} outside its parent ${other}`,
      }
    case 'no-parent':
      return {
        zh: `${zh} ${code} 没有上级${other === undefined ? '' : `（${other} 不存在）`}`,
        en: `${facts.level} ${code} has no parent${other === undefined ? '' : ` (${other} does not exist)`}`,
      }
    case 'childless':
      return { zh: `${zh} ${code} ${name} 没有下级区域`, en: `${facts.level} ${code} has no areas below it` }
    case 'second-district':
      return { zh: `一个版本只能有一个区县，多出 ${code}`, en: `an edition has one district; ${code} is one more` }
  }
}

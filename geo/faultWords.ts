import type { Level } from './types.ts'
import type { Words } from './words.ts'

export const FAULT_KINDS = [
  'invalid',
  'overlap',
  'gap',
  'outside-parent',
  'centre-elsewhere',
  'no-parent',
  'childless',
  'second-district',
  'code',
  'duplicate-name',
  'no-unit',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

export interface FaultFacts {
  level: Level
  code: string
  name: string
  other?: string | undefined
  areaM2: number
  widthM?: number | null
  narrow?: boolean
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
export function faultWords(kind: FaultKind, facts: FaultFacts): Words {
  const { code, name, other, reason = '' } = facts
  const zh = LEVEL_ZH[facts.level]
  const size = `${facts.areaM2 < 10 ? facts.areaM2.toFixed(1) : Math.round(facts.areaM2)} m²`
  const thin = facts.narrow === true && facts.widthM !== null && facts.widthM !== undefined
  const width = thin ? ` (${facts.widthM!.toFixed(2)} m)` : ''
  switch (kind) {
    case 'invalid':
      return { zh: `${zh} ${code} ${name} 图形无效：${reasonZh(reason)}`, en: `${facts.level} ${code}: ${reason}` }
    case 'overlap':
      return {
        zh: `${zh} ${code} 与 ${other} ${thin ? '有细长' : ''}重叠 ${size}${width}`,
        en: `${facts.level} ${code} overlaps ${other} by ${thin ? 'a sliver of ' : ''}${size}${width}`,
      }
    case 'gap':
      return {
        zh: `${code} ${name} 内有 ${size}${width} ${thin ? '细长缝隙' : ''}没有任何${zh}覆盖`,
        en: `${thin ? 'a sliver of ' : ''}${size}${width} inside ${code} belong to no ${facts.level}`,
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
    case 'centre-elsewhere':
      return {
        zh: `${zh} ${code} ${name} 的中心不在其上级 ${other} 之内${reason === '' ? '' : `，而在 ${reason} 之内`}`,
        en: `the centre of ${facts.level} ${code} is not in ${other}${reason === '' ? '' : ` but in ${reason}`}`,
      }
    case 'code':
      return { zh: `${zh} ${code} 的编码不符合规则`, en: `the code of ${facts.level} ${code} breaks the profile` }
    case 'duplicate-name':
      return {
        zh: `${zh} ${code} 与 ${other} 同名：${name}`,
        en: `${facts.level} ${code} has the same name as ${other}: ${name}`,
      }
    case 'no-unit':
      return {
        zh: `${zh} ${code} ${name} 没有责任单位`,
        en: `${facts.level} ${code} ${name} has no unit that answers for it`,
      }
    case 'second-district':
      return { zh: `一个版本只能有一个区县，多出 ${code}`, en: `an edition has one district; ${code} is one more` }
  }
}

import type { CrsRefusal } from '../../../geo/crs.ts'
import { levelZh, reasonZh } from '../../../geo/faultWords.ts'
import type { Level, LonLat } from '../../../geo/types.ts'

export type ImportProblemKind =
  | 'not-a-feature'
  | 'no-geometry'
  | 'empty-geometry'
  | 'not-a-polygon'
  | 'malformed-coordinates'
  | 'ring-not-closed'
  | 'coordinates'
  | 'outside-district'
  | 'invalid-geometry'
  | 'no-interior'
  | 'missing-code'
  | 'missing-name'
  | 'duplicate-code'
  | 'code-taken'
  | 'parts-disagree'
  | 'unknown-parent'
  | 'no-parent-found'
  | 'no-level-above'
  | 'not-the-district'
  | 'no-features'
  | 'wrong-system'

/** Why a feature was refused. `feature` counts from 0 in the file; null where the whole file is meant. */
export interface ImportProblem {
  kind: ImportProblemKind
  feature: number | null
  code: string | null
  reason: { zh: string; en: string }
  /** Where it is, as far as that is known. */
  at: LonLat | null
}

type Words = { zh: string; en: string }
const place = ([lon, lat]: LonLat) => `${lon}, ${lat}`

const CRS_ZH: Record<CrsRefusal['refusal'], string> = {
  'unknown-system': '未知的坐标系',
  'not-finite': '坐标不是有限数值',
  'out-of-range': '坐标超出所声明坐标系的范围',
  swapped: '经纬度（或东、北坐标）似乎颠倒',
  'no-such-place': '该坐标在所声明坐标系中不对应任何地点',
}

const percent = (share: number) => `${Math.floor(share * 100)} %`

/** The words of every refusal, one table. */
export const because = {
  notAFeature: (): Words => ({ zh: '不是 GeoJSON Feature', en: 'is not a GeoJSON Feature' }),
  noGeometry: (): Words => ({ zh: '没有图形', en: 'has no geometry' }),
  emptyGeometry: (): Words => ({ zh: '图形为空', en: 'has an empty geometry' }),
  notAPolygon: (type: string): Words => ({
    zh: `图形类型是 ${type}，应为 Polygon 或 MultiPolygon`,
    en: `has a ${type}; expected a Polygon or MultiPolygon`,
  }),
  malformed: (): Words => ({
    zh: '坐标不符合 GeoJSON：每个环至少四个由数值组成的点',
    en: 'has coordinates that are not GeoJSON: each ring needs at least four points of numbers',
  }),
  notClosed: (at: string): Words => ({ zh: `环未闭合，起点 ${at}`, en: `has a ring that is not closed, from ${at}` }),
  crs: (refused: CrsRefusal): Words => ({
    zh: `${CRS_ZH[refused.refusal]}：${refused.got}`,
    en: `expected ${refused.expected}, got ${refused.got}`,
  }),
  outsideDistrict: (at: LonLat): Words => ({
    zh: `坐标 ${place(at)} 不在区县范围内，请核对坐标系`,
    en: `${place(at)} lies outside the district; is the coordinate system right?`,
  }),
  invalid: (reason: string, at: LonLat): Words => ({
    zh: `图形无效：${reasonZh(reason)}，位置 ${place(at)}（可选“修复无效图形”，命令行 --make-valid）`,
    en: `has an invalid geometry: ${reason} at ${place(at)} (choose to repair invalid shapes: --make-valid)`,
  }),
  noInterior: (): Words => ({ zh: '图形过薄，没有内点', en: 'is too thin to have a point inside' }),
  missing: (property: string): Words => ({ zh: `缺少属性 ${property}`, en: `has no usable property ${property}` }),
  duplicate: (first: number): Words => ({
    zh: `编码与第 ${first} 个要素重复（可选“合并同编码要素”，命令行 --merge-same-code）`,
    en: `has the code of feature ${first} (choose to unite features of the same code: --merge-same-code)`,
  }),
  taken: (level: Level): Words => ({
    zh: `该版本中已有此编码的${levelZh(level)}`,
    en: `has a code that a ${level} of this edition has already`,
  }),
  partsDisagree: (what: 'name' | 'parent', first: number): Words => ({
    zh: `${what === 'name' ? '名称' : '上级'}与同编码的第 ${first} 个要素不一致`,
    en: `has another ${what} than feature ${first} of the same code`,
  }),
  unknownParent: (level: Level, parent: string): Words => ({
    zh: `上级${levelZh(level)} ${parent} 不存在`,
    en: `names the ${level} ${parent}, which does not exist`,
  }),
  noParentFound: (level: Level): Words => ({
    zh: `内点不在任何${levelZh(level)}之内`,
    en: `has its interior point in no ${level}`,
  }),
  noLevelAbove: (level: Level): Words => ({
    zh: `该版本还没有${levelZh(level)}：请先导入，或选“同时合成上一级”（命令行 --dissolve ${level}）`,
    en: `This edition has no ${level} yet: import it first, or also build the level above: --dissolve ${level}`,
  }),
  noFeatures: (layer: string | null = null): Words => ({
    zh: `${layer === null ? '文件' : `图层“${layer}”`}中没有任何要素`,
    en: `${layer === null ? 'The file' : `The layer "${layer}"`} has no features`,
  }),
  wrongSystem: (declared: string, likely: string | null, outside: number): Words => ({
    zh: `按坐标系 ${declared}，${outside} 个要素落在区县范围之外${likely === null ? '；请核对文件' : `；更可能是 ${likely}`}`,
    en: `In the system ${declared}, ${outside} features lie outside the district${likely === null ? '; is it the right file?' : `; it is more likely ${likely}`}`,
  }),
  displaced: (declared: string, inside: number, likely: string): Words => ({
    zh: `按坐标系 ${declared}，数据与区县范围错位（仅 ${percent(inside)} 的点在范围内）；更可能是 ${likely}`,
    en: `In the system ${declared} the data are displaced against the district (${percent(inside)} of the points inside); it is more likely ${likely}`,
  }),
  notTheDistrict: (code: string): Words => ({
    zh: `区县一级只能有编码为 ${code} 的一个区域`,
    en: `The district level holds one area, with the code ${code}`,
  }),
}

import type { Pairs } from './words.ts'

/** Words of the area inspector. */
export const inspectWords = {
  'inspect.open': ['查看区域', 'Inspect areas'],
  'inspect.hint': ['在地图上点选一处，查看其所在区域。', 'Click a place on the map to see the area it is in.'],
  'inspect.close': ['关闭区域信息', 'Close area facts'],
  'inspect.nowhere': ['此处不在任何区域内', 'This place is in no area'],
  'inspect.code': ['编码', 'Code'],
  'inspect.copy': ['复制编码 {code}', 'Copy code {code}'],
  'inspect.area': ['面积', 'Area'],
  'inspect.below': ['下辖', 'Below'],
  'inspect.nOf': ['{n} 个{level}', '{n} {level}'],
  'inspect.reports': ['上报', 'Reports'],
  'inspect.reportsOf': ['{open} 件未办结 / 共 {all} 件', '{open} open of {all}'],
  'inspect.premises': ['检查对象', 'Premises'],
  'inspect.residents': ['居民', 'Residents'],
  'inspect.residentsOf': ['{n} 人（{day} 名册）', '{n} (list of {day})'],
  'inspect.residentsUnknown': ['不详（{day} 名册未列到这里）', 'not known (the list of {day} does not tell)'],
  'inspect.residentsNoList': ['不详（还没有名册）', 'not known (no list yet)'],
  'inspect.n': ['{n} 个', '{n}'],
  'inspect.neighbours': ['相邻', 'Neighbours'],
  'inspect.noNeighbours': ['没有同级相邻区域', 'No area of its level beside it'],
  'inspect.border': ['共同边界 {length}', 'Common border {length}'],
} as const satisfies Pairs

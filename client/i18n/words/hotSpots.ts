import type { Pairs } from './words.ts'

/** Words of the significant hot spots on the leader's view. */
export const hotSpotWords = {
  'hot.title': ['显著热点', 'Significant hot spots'],
  'hot.sure': ['置信度（已校正）', 'confidence, adjusted'],
  'hot.3': ['热点，99% 把握', 'Hot, 99 % sure'],
  'hot.2': ['热点，95% 把握', 'Hot, 95 % sure'],
  'hot.1': ['热点，90% 把握', 'Hot, 90 % sure'],
  'hot.0': ['无明显差别', 'No clear difference'],
  'hot.-1': ['冷点，90% 把握', 'Cold, 90 % sure'],
  'hot.-2': ['冷点，95% 把握', 'Cold, 95 % sure'],
  'hot.-3': ['冷点，99% 把握', 'Cold, 99 % sure'],
  'hot.none': ['没有结论', 'No finding'],
  'hot.short.hot': ['热 {sure}%', 'hot {sure} %'],
  'hot.short.cold': ['冷 {sure}%', 'cold {sure} %'],
  'hot.means': [
    '连同邻区与全部区域的平均相比（Gi*）。95% 即所列之中预计至多 5% 属偶然',
    'With its neighbours against the mean of all (Gi*). 95 %: at most 5 % of those marked are expected to be chance',
  ],
  'hot.about': ['这张图说明什么', 'What this map says'],
  'hot.aboutArea': ['这一处说明什么', 'What this area says'],
  'hot.whole': ['看整张图的说明', 'About the whole map'],
  'hot.choose': [
    '点选地图或列表中的区域，查看它的说明。',
    'Choose an area on the map or in the list for its own words.',
  ],
  'hot.measure': ['比较', 'Compare'],
  'hot.per.none': ['件数', 'Reports'],
  'hot.per.residents': ['每位居民件数', 'Reports per resident'],
  'hot.per.premises': ['每个检查对象件数', 'Reports per premises'],
  'hot.per.visit-hours': ['每检查小时件数', 'Reports per hour of visits'],
  'hot.per.patrol-hours': ['每巡查小时件数', 'Reports per hour of patrol'],
  'hot.source': ['依据：{source}', 'Against: {source}'],
  'hot.areasOf': ['{n} 个{level}，由热到冷', '{n} by {level}, hottest first'],
  'hot.run': ['结果编号 {run} · 版本 {version} · 截至 {time}', 'Result {run} · version {version} · as of {time}'],
} as const satisfies Pairs

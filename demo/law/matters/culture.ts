import { library } from '../matter.ts'

export const CULTURE = library('culture', [
  ['cafe-minors', 'dept-culture', '《互联网上网服务营业场所管理条例》（2022年修订）', '第三十一条', '接纳未成年人进入互联网上网服务营业场所', 'Internet café admitting minors'],
  ['club-minors', 'dept-culture', '《娱乐场所管理条例》（2020年修订）', '第四十八条', '歌舞娱乐场所接纳未成年人', 'Dance or karaoke venue admitting minors'],
  ['show', 'dept-culture', '《营业性演出管理条例》（2020年修订）', '第四十三条', '擅自从事营业性演出经营活动', 'Commercial performance without permission'],
  ['travel-licence', 'dept-culture', '《中华人民共和国旅游法》（2018年修正）', '第九十五条', '未经许可经营旅行社业务', 'Travel agency without a licence'],
  ['travel-change', 'dept-culture', '《中华人民共和国旅游法》（2018年修正）', '第一百条', '旅行社擅自变更旅游行程安排', 'Agency changing the itinerary on its own'],
  ['publications', 'dept-culture', '《出版管理条例》（2020年修订）', '第六十一条', '未经批准擅自从事出版物发行业务', 'Selling publications without approval'],
  ['relics', 'dept-culture', '《中华人民共和国文物保护法》（2017年修正）', '第六十六条', '擅自在文物保护单位的保护范围内进行建设工程', 'Building inside the bounds of a protected site'],
  ['risky-sport', 'dept-culture', '《全民健身条例》（2016年修订）', '第三十六条', '未经批准擅自经营高危险性体育项目', 'Running a high-risk sport without approval'],
])

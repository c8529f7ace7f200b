import { library } from '../matter.ts'

export const ECOLOGY = library('ecology', [
  ['straw', 'dept-ecology', '《中华人民共和国大气污染防治法》（2018年修正）', '第一百一十九条第一款', '露天焚烧秸秆、落叶等产生烟尘污染的物质', 'Burning straw or leaves in the open'],
  ['barbecue', 'dept-urban', '《中华人民共和国大气污染防治法》（2018年修正）', '第一百一十八条第三款', '在禁止的时段和区域内露天烧烤食品', 'Barbecues in the open where and when forbidden'],
  ['fumes', 'dept-urban', '《中华人民共和国大气污染防治法》（2018年修正）', '第一百一十八条第一款', '餐饮服务业经营者未安装油烟净化设施或者超标排放油烟', 'Kitchen fumes not cleaned'],
  ['site-dust', 'dept-housing', '《中华人民共和国大气污染防治法》（2018年修正）', '第一百一十五条', '施工单位未采取有效防尘降尘措施', 'Building site without dust control'],
  ['open-trucks', 'dept-urban', '《中华人民共和国大气污染防治法》（2018年修正）', '第一百一十六条', '运输渣土、砂石等散装物料的车辆未采取密闭等措施', 'Trucks with loose loads not covered'],
  ['water-dumping', 'dept-ecology', '《中华人民共和国水污染防治法》（2017年修正）', '第八十五条', '向水体排放、倾倒废弃物', 'Dumping waste into water'],
  ['industrial-waste', 'dept-ecology', '《中华人民共和国固体废物污染环境防治法》（2020年修订）', '第一百零二条', '擅自倾倒、堆放、丢弃、遗撒工业固体废物', 'Dumping industrial waste'],
  ['livestock-ban', 'dept-ecology', '《畜禽规模养殖污染防治条例》', '第三十七条', '在禁止养殖区域内建设畜禽养殖场', 'Livestock farm in a forbidden area'],
  ['livestock-works', 'dept-ecology', '《畜禽规模养殖污染防治条例》', '第三十九条', '畜禽养殖场未建设污染防治配套设施即投入生产', 'Livestock farm without pollution control works'],
  ['site-noise', 'dept-urban', '《中华人民共和国噪声污染防治法》', '第七十七条', '未取得证明在夜间进行产生噪声的建筑施工作业', 'Noisy building work at night'],
])

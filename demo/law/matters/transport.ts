import { library } from '../matter.ts'

export const TRANSPORT = library('transport', [
  ['no-permit', 'dept-transport', '《中华人民共和国道路运输条例》（2022年修订）', '第六十三条', '未取得道路运输经营许可擅自从事道路运输经营', 'Road transport business without a permit'],
  ['dig-road', 'dept-transport', '《中华人民共和国公路法》（2017年修正）', '第七十六条', '擅自占用、挖掘公路', 'Occupying or digging up a highway'],
  ['road-damage', 'dept-transport', '《中华人民共和国公路法》（2017年修正）', '第七十七条', '造成公路路面损坏、污染或者影响公路畅通', 'Damaging, soiling or obstructing a highway'],
  ['road-signs', 'dept-transport', '《中华人民共和国公路法》（2017年修正）', '第七十九条', '在公路用地范围内擅自设置公路标志以外的其他标志', 'Putting up other signs on highway land'],
  ['road-building', 'dept-transport', '《中华人民共和国公路法》（2017年修正）', '第八十一条', '在公路建筑控制区内修建建筑物、地面构筑物', 'Building inside the highway control strip'],
  ['overload', 'dept-transport', '《公路安全保护条例》', '第六十四条', '车辆超过公路限载、限高、限宽、限长标准行驶', 'Vehicles over the limits of the highway'],
  ['spill', 'dept-transport', '《公路安全保护条例》', '第六十九条', '车辆装载物掉落、遗洒或者飘散造成公路路面损坏、污染', 'Loads dropped or spilt on the highway'],
])

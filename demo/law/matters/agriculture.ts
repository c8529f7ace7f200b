import { library } from '../matter.ts'

export const AGRICULTURE = library('agriculture', [
  ['pesticide-use', 'dept-agriculture', '《农药管理条例》（2022年修订）', '第六十条', '不按照农药标签标注的使用范围、方法和剂量使用农药', 'Using pesticides against their label'],
  ['pesticide-licence', 'dept-agriculture', '《农药管理条例》（2022年修订）', '第五十五条', '未取得农药经营许可证经营农药', 'Selling pesticides without a licence'],
  ['vaccination', 'dept-agriculture', '《中华人民共和国动物防疫法》（2021年修订）', '第九十二条', '对饲养的动物未按照规定进行免疫接种', 'Animals not vaccinated'],
  ['sick-animals', 'dept-agriculture', '《中华人民共和国动物防疫法》（2021年修订）', '第九十七条', '屠宰、经营、运输禁止的动物或者动物产品', 'Trading forbidden animals or products'],
  ['quarantine', 'dept-agriculture', '《中华人民共和国动物防疫法》（2021年修订）', '第一百条', '屠宰、经营、运输的动物未附有检疫证明', 'Animals without a quarantine certificate'],
  ['veterinary-drugs', 'dept-agriculture', '《兽药管理条例》（2020年修订）', '第五十六条', '无兽药经营许可证经营兽药', 'Selling veterinary drugs without a licence'],
  ['electric-fishing', 'dept-agriculture', '《中华人民共和国渔业法》（2013年修正）', '第三十八条', '使用炸鱼、毒鱼、电鱼等破坏渔业资源方法进行捕捞', 'Fishing with electricity, poison or explosives'],
  ['slaughter', 'dept-agriculture', '《生猪屠宰管理条例》（2021年修订）', '第三十一条', '未经定点从事生猪屠宰活动', 'Pig slaughter outside licensed places'],
  ['village-house', 'dept-agriculture', '《中华人民共和国土地管理法》（2019年修正）', '第七十八条', '农村村民未经批准非法占用土地建住宅', 'Village house on land without approval'],
])

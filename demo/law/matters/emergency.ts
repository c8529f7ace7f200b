import { library } from '../matter.ts'

export const EMERGENCY = library('emergency', [
  [
    'special-workers',
    'dept-emergency',
    '《中华人民共和国安全生产法》（2021年修正）',
    '第九十七条第七项',
    '特种作业人员未经专门的安全作业培训并取得相应资格上岗作业',
    'Special-trade workers without training and qualification',
  ],
  [
    'training-record',
    'dept-emergency',
    '《中华人民共和国安全生产法》（2021年修正）',
    '第九十七条第四项',
    '未如实记录安全生产教育和培训情况',
    'Safety training not recorded truthfully',
  ],
  [
    'warning-signs',
    'dept-emergency',
    '《中华人民共和国安全生产法》（2021年修正）',
    '第九十九条第一项',
    '未在有较大危险因素的场所设置明显的安全警示标志',
    'No warning signs at dangerous places',
  ],
  [
    'hazards',
    'dept-emergency',
    '《中华人民共和国安全生产法》（2021年修正）',
    '第一百零二条',
    '未采取措施消除事故隐患',
    'Known hazards not removed',
  ],
  [
    'dormitory',
    'dept-emergency',
    '《中华人民共和国安全生产法》（2021年修正）',
    '第一百零五条',
    '危险物品的车间、商店、仓库与员工宿舍在同一座建筑内',
    'Dangerous goods and a dormitory in one building',
  ],
  [
    'fireworks',
    'dept-emergency',
    '《烟花爆竹安全管理条例》（2016年修订）',
    '第三十六条',
    '未经许可经营烟花爆竹制品',
    'Selling fireworks without a permit',
  ],
  [
    'chemicals',
    'dept-emergency',
    '《危险化学品安全管理条例》（2013年修订）',
    '第七十七条',
    '未取得危险化学品经营许可证从事危险化学品经营',
    'Dealing in hazardous chemicals without a permit',
  ],
  [
    'forest-fire',
    'dept-forestry',
    '《森林防火条例》（2008年修订）',
    '第五十条',
    '森林防火期内未经批准擅自在森林防火区内野外用火',
    'Open fire in the forest during the fire season',
  ],
])

/** Never delegated: stays with the fire brigade, so the original department owns it everywhere. */
export const FIRE = library('emergency', [
  [
    'fire-exit',
    'dept-fire',
    '《中华人民共和国消防法》（2021年修正）',
    '第六十条第一款第三项',
    '占用、堵塞、封闭疏散通道、安全出口',
    'Blocking an escape route',
  ],
  [
    'fire-equipment',
    'dept-fire',
    '《中华人民共和国消防法》（2021年修正）',
    '第六十条第一款第一项',
    '消防设施、器材未保持完好有效',
    'Fire equipment not kept in order',
  ],
])

import { library } from '../matter.ts'

export const MARKET = library('market', [
  [
    'food-licence',
    'dept-market',
    '《中华人民共和国食品安全法》（2021年修正）',
    '第一百二十二条第一款',
    '未取得食品生产经营许可从事食品生产经营活动',
    'Food business without a licence',
  ],
  [
    'food-expired',
    'dept-market',
    '《中华人民共和国食品安全法》（2021年修正）',
    '第一百二十四条第一款',
    '经营超过保质期的食品',
    'Selling food past its date',
  ],
  [
    'food-health',
    'dept-market',
    '《中华人民共和国食品安全法》（2021年修正）',
    '第一百二十六条第一款',
    '安排未取得健康证明的人员从事接触直接入口食品的工作',
    'Food handlers without a health certificate',
  ],
  ['unlicensed', 'dept-market', '《无证无照经营查处办法》', '第十三条', '无照经营', 'Trading without registration'],
  [
    'unsafe-goods',
    'dept-market',
    '《中华人民共和国产品质量法》（2018年修正）',
    '第四十九条',
    '销售不符合保障人体健康和人身、财产安全标准的产品',
    'Selling goods below safety standards',
  ],
  [
    'special-equipment',
    'dept-market',
    '《中华人民共和国特种设备安全法》',
    '第八十四条',
    '使用未经检验或者检验不合格的特种设备',
    'Using special equipment that was not inspected',
  ],
  ['price-tags', 'dept-market', '《中华人民共和国价格法》', '第四十二条', '违反明码标价规定', 'Prices not displayed'],
  [
    'false-advert',
    'dept-market',
    '《中华人民共和国广告法》（2021年修正）',
    '第五十五条',
    '发布虚假广告',
    'False advertising',
  ],
])

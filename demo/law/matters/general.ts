import { library } from '../matter.ts'

export const GENERAL = library('general', [
  ['litter', 'dept-urban', '《城市市容和环境卫生管理条例》（2017年修订）', '第三十四条', '乱扔废弃物、乱涂写刻画、乱张贴等影响市容环境卫生', 'Littering, scribbling and bill-sticking'],
  ['encroachment', 'dept-urban', '《城市市容和环境卫生管理条例》（2017年修订）', '第三十六条', '擅自在街道两侧和公共场地堆放物料、搭建构筑物', 'Goods or structures left on streets and public ground'],
  ['occupy-road', 'dept-urban', '《城市道路管理条例》（2019年修订）', '第四十二条', '擅自占用或者挖掘城市道路', 'Occupying or digging up a town road'],
  ['trees', 'dept-urban', '《城市绿化条例》（2017年修订）', '第二十六条', '损坏城市树木花草或者擅自砍伐城市树木', 'Damaging or felling town trees'],
  ['garbage', 'dept-urban', '《中华人民共和国固体废物污染环境防治法》（2020年修订）', '第一百一十一条', '随意倾倒、抛撒、堆放或者焚烧生活垃圾', 'Dumping or burning household waste'],
  ['unpermitted-building', 'dept-urban', '《中华人民共和国城乡规划法》（2019年修正）', '第六十四条', '未取得建设工程规划许可证进行建设', 'Building without a planning permit'],
  ['farmland', 'dept-resources', '《中华人民共和国土地管理法》（2019年修正）', '第七十五条', '占用耕地建窑、建坟或者擅自在耕地上建房、挖砂、采石、取土', 'Building or digging on farmland'],
  ['illegal-land', 'dept-resources', '《中华人民共和国土地管理法》（2019年修正）', '第七十七条', '未经批准非法占用土地', 'Occupying land without approval'],
  ['land-sale', 'dept-resources', '《中华人民共和国土地管理法》（2019年修正）', '第七十四条', '买卖或者以其他形式非法转让土地', 'Selling or transferring land unlawfully'],
  ['river-building', 'dept-water', '《中华人民共和国水法》（2016年修正）', '第六十五条', '在河道管理范围内建设妨碍行洪的建筑物、构筑物', 'Structures that block a river'],
  ['sand', 'dept-water', '《中华人民共和国河道管理条例》（2018年修订）', '第四十四条', '未经批准在河道管理范围内采砂、取土、淘金', 'Digging sand from a river without approval'],
  ['steep-slope', 'dept-water', '《中华人民共和国水土保持法》（2010年修订）', '第四十九条', '在禁止开垦坡度以上陡坡地开垦种植农作物', 'Farming on slopes too steep'],
  ['landslide-digging', 'dept-water', '《中华人民共和国水土保持法》（2010年修订）', '第四十八条', '在崩塌、滑坡危险区从事取土、挖砂、采石', 'Digging where slopes may slide'],
  ['felling', 'dept-forestry', '《中华人民共和国森林法》（2019年修订）', '第七十六条', '盗伐、滥伐林木', 'Unlawful felling'],
  ['public-hygiene', 'dept-health', '《公共场所卫生管理条例》（2019年修订）', '第十四条', '公共场所卫生质量不符合国家卫生标准', 'Public place below hygiene standards'],
  ['unlicensed-clinic', 'dept-health', '《中华人民共和国基本医疗卫生与健康促进法》', '第九十九条', '未取得医疗机构执业许可证擅自执业', 'Practising medicine without a licence'],
  ['graves', 'dept-civil', '《殡葬管理条例》（2012年修正）', '第二十条', '在公墓和农村的公益性墓地以外的地方埋葬遗体、建造坟墓', 'Burial outside cemeteries'],
  ['child-labour', 'dept-labour', '《中华人民共和国劳动法》（2018年修正）', '第九十四条', '非法招用未满十六周岁的未成年人', 'Employing children under sixteen'],
  ['labour-inspection', 'dept-labour', '《劳动保障监察条例》', '第三十条', '无理抗拒、阻挠劳动保障监察', 'Obstructing labour inspection'],
  ['building-permit', 'dept-housing', '《中华人民共和国建筑法》（2019年修正）', '第六十四条', '未取得施工许可证擅自施工', 'Construction without a permit'],
  ['gas-user', 'dept-housing', '《城镇燃气管理条例》（2016年修订）', '第四十九条', '燃气用户擅自安装、改装、拆除户内燃气设施等', 'Tampering with gas installations'],
])

/** Never delegated: stays with the police. */
export const POLICE = library('general', [
  ['parking', 'dept-police', '《中华人民共和国道路交通安全法》（2021年修正）', '第九十三条', '违反机动车停放、临时停车规定', 'Unlawful parking'],
  ['noise', 'dept-police', '《中华人民共和国噪声污染防治法》', '第八十二条', '在公共场所产生社会生活噪声、干扰他人生活', 'Noise of public life disturbing others'],
])

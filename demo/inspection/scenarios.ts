/** A bundle of matters checked together with one checklist (场景, 一件事). */
export interface Scenario {
  code: string
  name: string
  nameEn: string
  /** Codes of the matters, each in one scenario only. */
  matters: readonly string[]
  /** How many premises of the year's plan are of this kind, where they tend to be, and what they are called. */
  premises: number
  urban: number
  shop: string
}

/**
 * S2: 45 matters in 7 scenarios, 15 departments taking part, 271 premises. Which matters, scenarios and departments
 * these were is not published: the choice is 示意, made of real matters. Nothing else here counts anything: how many
 * visits are saved follows from merging the rows.
 */
export const SCENARIOS: readonly Scenario[] = [
  {
    code: 'catering',
    name: '餐饮服务',
    nameEn: 'Catering',
    matters: [
      'market.food-licence',
      'market.food-expired',
      'market.food-health',
      'ecology.fumes',
      'general.garbage',
      'general.public-hygiene',
      'emergency.fire-exit',
      'emergency.fire-equipment',
    ],
    premises: 90,
    urban: 0.8,
    shop: '小吃店',
  },
  {
    code: 'factory',
    name: '工业企业安全生产',
    nameEn: 'Industrial safety',
    matters: [
      'emergency.special-workers',
      'emergency.training-record',
      'emergency.warning-signs',
      'emergency.hazards',
      'ecology.industrial-waste',
      'general.child-labour',
      'general.labour-inspection',
      'market.special-equipment',
    ],
    premises: 43,
    urban: 0.3,
    shop: '建材厂',
  },
  {
    code: 'sand',
    name: '砂石加工运销',
    nameEn: 'Sand and gravel',
    matters: [
      'general.sand',
      'general.river-building',
      'general.farmland',
      'general.illegal-land',
      'transport.no-permit',
      'transport.overload',
      'transport.spill',
      'ecology.water-dumping',
      'ecology.open-trucks',
    ],
    premises: 10,
    urban: 0,
    shop: '砂石场',
  },
  {
    code: 'construction',
    name: '建筑工地',
    nameEn: 'Building sites',
    matters: [
      'ecology.site-dust',
      'general.building-permit',
      'ecology.site-noise',
      'general.unpermitted-building',
      'emergency.dormitory',
    ],
    premises: 32,
    urban: 0.7,
    shop: '工地',
  },
  {
    code: 'leisure',
    name: '文化娱乐场所',
    nameEn: 'Leisure venues',
    matters: ['culture.club-minors', 'culture.cafe-minors', 'culture.show', 'general.noise', 'market.price-tags'],
    premises: 32,
    urban: 0.95,
    shop: '娱乐厅',
  },
  {
    code: 'farm-supplies',
    name: '农资与养殖',
    nameEn: 'Farm supplies and livestock',
    matters: [
      'agriculture.pesticide-licence',
      'agriculture.veterinary-drugs',
      'agriculture.vaccination',
      'market.unsafe-goods',
      'ecology.livestock-works',
    ],
    premises: 32,
    urban: 0.05,
    shop: '农资店',
  },
  {
    code: 'tourism',
    name: '旅游与民宿',
    nameEn: 'Tourism and homestays',
    matters: [
      'culture.travel-licence',
      'culture.travel-change',
      'culture.risky-sport',
      'emergency.forest-fire',
      'market.false-advert',
    ],
    premises: 32,
    urban: 0.3,
    shop: '民宿',
  },
]

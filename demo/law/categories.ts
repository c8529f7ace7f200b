/** The 6+1 categories of S4 五(一). The lead department guides; it owns nothing by leading. */
export const CATEGORIES = [
  { code: 'market', name: '市场监管', nameEn: 'Market regulation', lead: 'dept-market' },
  { code: 'transport', name: '交通运输', nameEn: 'Transport', lead: 'dept-transport' },
  { code: 'culture', name: '文化市场', nameEn: 'Culture market', lead: 'dept-culture' },
  { code: 'ecology', name: '生态环保', nameEn: 'Ecology and environment', lead: 'dept-ecology' },
  { code: 'agriculture', name: '农业', nameEn: 'Agriculture', lead: 'dept-agriculture' },
  { code: 'emergency', name: '应急管理', nameEn: 'Emergency management', lead: 'dept-emergency' },
  { code: 'general', name: '综合执法', nameEn: 'General enforcement', lead: 'dept-urban' },
] as const

export type CategoryCode = (typeof CATEGORIES)[number]['code']

/** A district body of the demo. Names are those usual for a county-level district of Fujian. */
export interface Department {
  code: string
  name: string
  nameEn: string
  shortName: string
}

export const DEPARTMENTS: readonly Department[] = [
  department('dept-urban', '城市管理局', '城管局', 'Urban Management Bureau'),
  department('dept-market', '市场监督管理局', '市监局', 'Market Regulation Bureau'),
  department('dept-agriculture', '农业农村局', '农业农村局', 'Agriculture and Rural Affairs Bureau'),
  department('dept-emergency', '应急管理局', '应急局', 'Emergency Management Bureau'),
  department('dept-resources', '自然资源局', '资源局', 'Natural Resources Bureau'),
  { ...department('dept-ecology', '', '生态环境局', 'Ecology and Environment Bureau'), name: '三明市沙县生态环境局' },
  department('dept-transport', '交通运输局', '交通局', 'Transport Bureau'),
  department('dept-culture', '文体和旅游局', '文旅局', 'Culture, Sports and Tourism Bureau'),
  department('dept-housing', '住房和城乡建设局', '住建局', 'Housing and Construction Bureau'),
  department('dept-water', '水利局', '水利局', 'Water Resources Bureau'),
  department('dept-forestry', '林业局', '林业局', 'Forestry Bureau'),
  department('dept-health', '卫生健康局', '卫健局', 'Health Bureau'),
  department('dept-civil', '民政局', '民政局', 'Civil Affairs Bureau'),
  department('dept-labour', '人力资源和社会保障局', '人社局', 'Human Resources and Social Security Bureau'),
  { ...department('dept-police', '', '公安局', 'Public Security Bureau'), name: '三明市公安局沙县分局' },
  department('dept-fire', '消防救援大队', '消防大队', 'Fire and Rescue Brigade'),
  department('dept-industry', '工业和信息化局', '工信局', 'Industry and Information Bureau'),
]

/**
 * S2 names four sets of departments that must not be merged: 14 that delegated matters, 16 that second officers,
 * 15 that took part in inspections and 15 line units online. It lists none of them: who is in each set is 示意.
 */
export const DELEGATING: readonly string[] = [
  'dept-urban',
  'dept-market',
  'dept-agriculture',
  'dept-emergency',
  'dept-resources',
  'dept-ecology',
  'dept-transport',
  'dept-culture',
  'dept-housing',
  'dept-water',
  'dept-forestry',
  'dept-health',
  'dept-civil',
  'dept-labour',
]

export const SECONDING: readonly string[] = [
  ...DELEGATING.filter((code) => code !== 'dept-civil'),
  'dept-police',
  'dept-fire',
  'dept-industry',
]

function department(code: string, name: string, shortName: string, nameEn: string): Department {
  return { code, name: `沙县区${name}`, nameEn, shortName }
}

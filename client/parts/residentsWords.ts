import type { AreaFacts } from '../../server/api/inspect.ts'
import { count } from '../i18n/format.ts'
import { t } from '../i18n/i18n.svelte.ts'

/** How many live in an area by which list, or why that is not known. */
export function residentsWords(residents: AreaFacts['residents']): string {
  if (residents === null) return t('inspect.residentsNoList')
  const { count: n, asOf: day } = residents
  return n === null ? t('inspect.residentsUnknown', { day }) : t('inspect.residentsOf', { n: count(n), day })
}

import type { FaultOut } from '../../../../server/api/territoryCheck.ts'
import { count } from '../../../i18n/format.ts'
import { t } from '../../../i18n/i18n.svelte.ts'

/** How large a fault is, in words; empty for one that has no extent. */
export const faultSize = ({ areaM2, narrow }: Pick<FaultOut, 'areaM2' | 'narrow'>): string =>
  [areaM2 > 0 ? `${count(Math.max(1, Math.round(areaM2)))} m²` : '', narrow ? t('check.narrow') : '']
    .filter((part) => part !== '')
    .join(' · ')

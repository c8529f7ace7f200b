import type { ZoneFigures } from '../../../../geo/zoning/zoning.ts'
import { nameOf, t } from '../../../i18n/i18n.svelte.ts'
import { zoning } from '../../../state/zoning.svelte.ts'

/** What a zone of a proposal is called: today's name where it continues one. */
export function zoneName({ label }: Pick<ZoneFigures, 'label'>, at: number): string {
  const today = zoning.facts?.zones.find(({ code }) => code === label)
  return today === undefined ? t('zoning.new', { n: at + 1 }) : nameOf(today)
}

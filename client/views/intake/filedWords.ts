import { t } from '../../i18n/i18n.svelte.ts'
import type { Filed } from '../../state/filing.svelte.ts'

/** What happens next with a report that was just filed. */
export const filedWords = ({ changed, placed }: Filed): string =>
  t(changed ? 'intake.filedBefore' : placed ? 'intake.filedPlaced' : 'intake.filedUnplaced')

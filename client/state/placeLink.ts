import type { Role } from '../../server/api/terms.ts'
import { areaFacts } from '../api/inspect.ts'
import { ApiError } from '../ask.ts'
import { t } from '../i18n/i18n.svelte.ts'
import { boxOf } from '../map/box.ts'
import { stage } from '../map/stage.svelte.ts'
import { causeOf } from '../parts/errorWords.ts'
import { toasts } from './toasts.svelte.ts'
import { url } from './url.svelte.ts'
import { work } from './work.svelte.ts'

/** Who may file a report. */
const FILING: readonly Role[] = ['officer', 'operator']

/**
 * Follows the address of a label: `#?place=CODE` shows that area, and opens the form for a report there to those who
 * file. The address is taken back once, so that a reload does not open a second form.
 */
export async function followPlace(code: string, role: Role): Promise<void> {
  url.keep({ place: undefined })
  try {
    const { geometry, label } = await areaFacts({ code })
    const box = boxOf([geometry])
    if (box !== null) stage.fit(box)
    if (!FILING.includes(role) || label === null) return
    work.fileNew()
    work.pin = { purpose: 'intake', at: label, accuracyM: 0 }
  } catch (error) {
    const gone = error instanceof ApiError && error.code === 'not-found'
    toasts.say('bad', gone ? t('codes.placeGone', { code }) : causeOf(error), 8)
  }
}

import { PROFILES } from '../../geo/gridcode/profiles.ts'
import type { Pack } from './pack.ts'

/** No delegation law: the street a report falls in answers for everything. Used for boundaries from elsewhere. */
export const plain: Pack = {
  code: 'plain',
  targets: { dispatchHours: 24, closeWorkingDays: 5 },
  calendar: 'weekdays',
  streetsOwnEverything: {
    zh: '本安装未载赋权清单，事发街道负责一切事项',
    en: 'This installation holds no mandates: the street owns every matter',
    clause: 'plain pack',
  },
  clauses: { mandated: 'plain pack', original: 'plain pack', triage: 'plain pack' },
  gridCode: PROFILES.free,
}

import { PROFILES } from '../../geo/gridcode/profiles.ts'
import type { Pack } from './pack.ts'

/** 沙县区, by 沙政〔2023〕76号 (S4). */
export const shaxian: Pack = {
  code: 'shaxian',
  targets: { dispatchHours: 24, closeWorkingDays: 5 },
  calendar: 'china',
  streetsOwnEverything: null,
  clauses: {
    mandated: '沙政〔2023〕76号 五(三)',
    original: '沙政〔2023〕76号 五(三)',
    triage: '沙政〔2023〕76号 五(一)',
  },
  gridCode: PROFILES['grid-15'],
}

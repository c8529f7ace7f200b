import { irreducible } from '../plan/irreducible.ts'
import type { PlannedCheck } from '../problem/plannedCheck.ts'
import { fewest } from './fewest.ts'
import type { Split } from './merged.ts'
import { LIMITS, type Limit, type Site, siteOf } from './site.ts'

/** The limits that force more visits than the windows alone would need; null where none does. */
export function splitOf(site: Site, checks: readonly PlannedCheck[], visits: number): Split | null {
  const under = (limits: readonly Limit[]): number => {
    const aside = LIMITS.filter((limit) => limit !== 'window' && !limits.includes(limit))
    return fewest(siteOf(site.world, site.premises, new Set(aside)), checks).groups.length
  }
  const byWindows = under([])
  if (visits <= byWindows || under(FORCING) <= byWindows) return null
  return {
    premises: site.premises.id,
    byWindows,
    visits,
    because: irreducible(FORCING, (some) => under(some) > byWindows),
  }
}

/** What can force visits apart, the likelier cause last. */
const FORCING = ['opening-hours', 'officers', 'cool-off', 'half-day-length', 'crew-size', 'incompatible'] as const

import type { Constraint } from '../plan/constraint.ts'
import { irreducible } from '../plan/irreducible.ts'
import { clockS, HALVES } from '../problem/halfDay.ts'
import type { PlannedCheck } from '../problem/plannedCheck.ts'
import { type Group, join } from './group.ts'
import { serviceS } from './service.ts'
import { countBits, itemOf, LIMITS, type Limit, type Site, siteOf } from './site.ts'
import { areSpaced } from './spaced.ts'

/** The irreducible set of constraints that keep a check out of every visit, the other visits of the premises as they are. */
export function whyLeft(site: Site, check: PlannedCheck, groups: readonly Group[]): Constraint[] {
  const because = irreducible(LIMITS, (limits) => {
    const aside = new Set(LIMITS.filter((limit) => !limits.includes(limit)))
    return !isPlaceable(siteOf(site.world, site.premises, aside), check, groups, aside.has('window'))
  })
  return because.map((limit) => constraintOf(limit, site, check, groups))
}

/** Whether the check could join one of the visits or have one of its own. */
function isPlaceable(site: Site, check: PlannedCheck, groups: readonly Group[], anyDay: boolean): boolean {
  if (anyDay && site.world.days.length === 0) return true
  const others = groups.map(({ items }) =>
    gathered(
      site,
      items.map((item) => item.check),
    ),
  )
  const item = itemOf(site, check, anyDay)
  const joins = others.some((other, at) => {
    const joined = join(site, other, item)
    return joined !== null && areSpaced(site, others.with(at, joined))
  })
  if (joins) return true
  const own = join(site, null, item)
  return own !== null && others.length < site.mostVisits && areSpaced(site, [...others, own])
}

/** A visit again, at a site with fewer limits. */
const gathered = (site: Site, checks: readonly PlannedCheck[]): Group =>
  checks.reduce<Group | null>((group, check) => join(site, group, itemOf(site, check)), null)!

function constraintOf(limit: Limit, site: Site, check: PlannedCheck, groups: readonly Group[]): Constraint {
  const { premises, world } = site
  const { rules } = world.problem
  switch (limit) {
    case 'window':
      return { kind: limit, release: check.release, due: check.due }
    case 'opening-hours':
    case 'unreachable':
      return { kind: limit, premises: premises.id }
    case 'cool-off':
      return { kind: limit, premises: premises.id, days: premises.coolOffDays }
    case 'frequency-cap':
      return { kind: limit, premises: premises.id, most: premises.mostVisits! }
    case 'officers':
      return { kind: limit, department: check.department, needed: rules.officersPerDepartment }
    case 'incompatible': {
      const matters = groups.flatMap(({ items }) => items.map((item) => item.check))
      const against = matters.filter((other) => site.isIncompatible(other, check)).map(({ matter }) => matter)
      return { kind: limit, matter: check.matter, against: [...new Set(against)] }
    }
    case 'crew-size': {
      const most = rules.mostOfficersPerRound!
      const joint = groups.map(({ departments }) => countBits(departments | world.bitOf.get(check.department)!))
      const crews = [1, ...joint].map((departments) => departments * rules.officersPerDepartment)
      return { kind: limit, needed: Math.min(...crews.filter((officers) => officers > most)), most }
    }
    case 'half-day-length': {
      const trip = world.trip(premises) ?? { thereS: 0, backS: 0 }
      const halfDays = HALVES.map((half) => clockS(rules.halfDays[half].to) - clockS(rules.halfDays[half].from))
      const visitS = serviceS(rules.service, check.serviceS, check.serviceS)
      return { kind: limit, lengthS: trip.thereS + visitS + trip.backS, longestS: Math.max(...halfDays) }
    }
  }
}

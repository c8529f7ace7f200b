import type { Basis } from '../api/report.ts'
import type { Unit } from '../duty/unit.ts'
import type { Matter } from '../mandate/mandate.ts'
import { type Law, ownerOf, type Ruling } from '../mandate/owner.ts'
import { chiefOn, type ZoneChief, type ZoneStreet, zoneOn } from '../mandate/zone.ts'
import type { Report } from './report.ts'
import type { Verdict } from './step.ts'

/** Everything routing looks up, for a whole set of reports. */
export interface RoutingFacts extends Law {
  matters: ReadonlyMap<string, Matter>
  zones: readonly ZoneStreet[]
  chiefs: readonly ZoneChief[]
}

/**
 * Where a located report belongs. `ambiguous` only where places within the accuracy would have different owners;
 * other cells of the same owner do not matter. A report without a nameable owner goes to triage.
 */
export function verdictOf(report: Report, facts: RoutingFacts): Verdict {
  const matter = report.matter === null ? null : (facts.matters.get(report.matter) ?? null)
  const rule = (street: string) => ownerOf({ matter, street, day: report.localDay }, facts)
  const ruling = rule(report.street!)
  const others = rivalStreets(report).map((street) => ({ street, ruling: rule(street) }))
  const differing = others.filter((other) => other.ruling.owner !== ruling.owner)
  if (differing.length > 0) {
    const choices = [{ street: report.street!, ruling }, ...differing]
    return { kind: 'ambiguous', basis: undecided(choices, report.accuracyM, facts.units) }
  }
  if (ruling.owner === null) return { kind: 'triage', basis: ruling.basis }
  return {
    kind: 'routed',
    owner: ruling.owner,
    mode: facts.units.get(ruling.owner)?.kind === 'squad' ? 'linked' : 'joint',
    ...withZone(report, ruling.basis, facts),
  }
}

function rivalStreets(report: Report): string[] {
  if (report.place?.kind !== 'located') return []
  const streets = report.place.rivals.map(({ path }) => path.street).filter((street) => street !== undefined)
  return [...new Set(streets)].filter((street) => street !== report.street)
}

function withZone(report: Report, basis: Basis, { zones, chiefs }: RoutingFacts) {
  const zone = zoneOn(zones, report.street!, report.localDay)
  if (zone === undefined) return { basis, zone: null, zoneChief: null }
  const chief = chiefOn(chiefs, zone.zone, report.localDay)
  const zh = `${basis.words.zh}；${zone.name}，片长${chief?.name ?? '空缺'}`
  const en = `${basis.words.en}; ${zone.nameEn}, zone chief ${chief?.name ?? 'vacant'}`
  return { basis: { ...basis, words: { zh, en } }, zone: zone.zone, zoneChief: chief?.person ?? null }
}

function undecided(
  choices: readonly { street: string; ruling: Ruling }[],
  accuracyM: number,
  units: ReadonlyMap<string, Unit>,
): Basis {
  const owners = choices.map(({ street, ruling }) => ({
    at: units.get(street),
    street,
    owner: ruling.owner === null ? undefined : units.get(ruling.owner),
  }))
  const zh = owners
    .map(({ at, street, owner }) => `在${at?.name ?? street}辖区内的，由${owner?.name ?? '待定单位'}执法`)
    .join('；')
  const en = owners.map(({ at, street, owner }) => `${owner?.nameEn ?? 'nobody yet'} if in ${at?.nameEn ?? street}`)
  return {
    kind: 'pending',
    words: {
      zh: `定位精度${Math.round(accuracyM)}米内执法主体不同：${zh}。须人工确认位置`,
      en: `Within the accuracy of ${Math.round(accuracyM)} m the owner differs: ${en.join(', ')}; a person must settle the place`,
    },
    clause: choices[0]!.ruling.basis.clause,
  }
}

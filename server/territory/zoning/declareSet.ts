import type { ZoneSetIn } from '../../api/zoning.ts'
import type { Flaw } from '../../errors.ts'
import type { Zone } from '../zoneStore.ts'
import type { ChiefPosting } from './store.ts'

/** What a set of zones is judged by. */
export interface SetFacts {
  /** Streets of the edition of the day the set begins. */
  streets: ReadonlySet<string>
  /** Zones that hold on that day or later. */
  standing: readonly Zone[]
  chiefs: readonly ChiefPosting[]
  people: ReadonlySet<number>
}

/** What has to be written for a set to hold from its day on. */
export interface SetChange {
  /** Codes of zones that go on as they are. */
  kept: string[]
  begun: Zone[]
  ended: string[]
  endedPostings: number[]
  newChiefs: { zone: string; person: number }[]
}

/**
 * Whether a whole division may begin on its day: its zones share no street and leave none out, and nothing later
 * stands in the way. Zones that stay exactly as they are go on; all others end on that day.
 */
export function declareSet(set: ZoneSetIn, facts: SetFacts): SetChange | { flaws: Flaw[] } {
  const flaws = [...streetFlaws(set, facts), ...dateFlaws(set, facts), ...chiefFlaws(set, facts)]
  if (flaws.length > 0) return { flaws }
  const zones = set.zones.map(
    ({ chief: _chief, ...zone }): Zone => ({
      ...zone,
      clause: set.clause,
      validFrom: set.from,
      validTo: null,
      streets: zone.streets.toSorted(),
    }),
  )
  const goesOn = (zone: Zone) =>
    facts.standing.some((old) => old.code === zone.code && old.validTo === null && sameZone(old, zone))
  const kept = zones.filter(goesOn).map(({ code }) => code)
  const chiefOf = new Map(set.zones.map(({ code, chief }) => [code, chief]))
  const stays = ({ zone, person }: ChiefPosting) => chiefOf.get(zone) === person
  return {
    kept,
    begun: zones.filter((zone) => !goesOn(zone)),
    ended: facts.standing.filter(({ code }) => !kept.includes(code)).map(({ code }) => code),
    endedPostings: facts.chiefs.filter((posting) => !stays(posting)).map(({ id }) => id),
    newChiefs: set.zones.flatMap(({ code, chief }) =>
      chief === null || facts.chiefs.some(({ zone, person }) => zone === code && person === chief)
        ? []
        : [{ zone: code, person: chief }],
    ),
  }
}

const sameZone = (old: Zone, zone: Zone): boolean =>
  old.name === zone.name &&
  old.nameEn === zone.nameEn &&
  old.seat?.name === zone.seat?.name &&
  (old.seat?.lon ?? null) === (zone.seat?.lon ?? null) &&
  (old.seat?.lat ?? null) === (zone.seat?.lat ?? null) &&
  old.streets.toSorted().join() === zone.streets.join()

function streetFlaws({ zones }: ZoneSetIn, { streets }: SetFacts): Flaw[] {
  const codes = new Set<string>()
  const placed = new Map<string, string>()
  const flaws: Flaw[] = []
  for (const zone of zones) {
    if (codes.has(zone.code)) flaws.push(flaw('zones', '片区编码各不相同 / a code of its own for each zone', zone.code))
    codes.add(zone.code)
    for (const street of zone.streets) {
      const other = placed.get(street)
      if (!streets.has(street))
        flaws.push(flaw('streets', '当日边界版本中的街道 / a street of the edition of that day', street))
      else if (other !== undefined)
        flaws.push(
          flaw(
            'streets',
            `每个街道只属一个片区（已在 ${other}） / a street in one zone (it stands in ${other})`,
            street,
          ),
        )
      placed.set(street, zone.code)
    }
  }
  const forgotten = [...streets].filter((street) => !placed.has(street)).sort()
  return [
    ...flaws,
    ...forgotten.map((street) => flaw('streets', '每个街道都属一个片区 / every street in a zone', `${street} in none`)),
  ]
}

function dateFlaws({ from }: ZoneSetIn, { standing }: SetFacts): Flaw[] {
  return standing
    .filter(({ validFrom }) => validFrom >= from)
    .map(({ code, validFrom }) =>
      flaw(
        'from',
        `晚于 ${validFrom} 的日期（片区 ${code} 自该日起） / a day after ${validFrom}, when zone ${code} last began`,
        from,
      ),
    )
}

function chiefFlaws({ from, zones }: ZoneSetIn, { chiefs, people }: SetFacts): Flaw[] {
  const unknown = zones.flatMap(({ chief }) => (chief === null || people.has(chief) ? [] : [chief]))
  const later = chiefs.filter(({ validFrom }) => validFrom >= from)
  return [
    ...unknown.map((person) => flaw('chief', '在册人员 / a person on record', String(person))),
    ...later.map(({ zone, validFrom }) =>
      flaw(
        'from',
        `晚于 ${validFrom} 的日期（${zone} 片长自该日起） / a day after ${validFrom}, when the chief of ${zone} begins`,
        from,
      ),
    ),
  ]
}

const flaw = (path: string, expected: string, got: string): Flaw => ({ path, expected, got })

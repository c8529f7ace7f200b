import type { Basis } from '../api/report.ts'
import type { Day } from '../clock/localTime.ts'
import type { Unit } from '../duty/unit.ts'
import type { Pack } from '../pack/pack.ts'
import { type Mandate, type Matter, mandateOn } from './mandate.ts'

/** Who may act, and why. A null owner waits in triage: no body can be named yet. */
export interface Ruling {
  owner: string | null
  basis: Basis
}

/** What is asked: which matter, in which street, on which local day. */
export interface Case {
  matter: Matter | null
  /** Code of the street area; the street's own body has the same code. */
  street: string
  day: Day
}

/** What is known: accepted lists (赋权), bodies by code, and the rules of the district. */
export interface Law {
  mandates: readonly Mandate[]
  units: ReadonlyMap<string, Unit>
  pack: Pack
}

/**
 * The lawful owner: the street in its own name where it had accepted the matter on that day, else the matter's
 * original department (S4 五(三)). The lead department of a category only guides (五(一)) and is never asked.
 */
export function ownerOf({ matter, street, day }: Case, { mandates, units, pack }: Law): Ruling {
  const body = units.get(street)
  if (pack.streetsOwnEverything !== null) {
    const { zh, en, clause } = pack.streetsOwnEverything
    return body ? { owner: street, basis: { kind: 'pack', words: { zh, en }, clause } } : unknownBody(street, pack)
  }
  if (matter === null) return { owner: null, basis: withoutMatter(pack) }
  const mandate = mandateOn(mandates, street, matter.code, day)
  if (mandate === undefined) return byOriginalPower(matter, body, street, units, pack)
  return body === undefined ? unknownBody(street, pack) : byMandate(mandate, matter, body, units, pack)
}

function byMandate(
  mandate: Mandate,
  matter: Matter,
  street: Unit,
  units: ReadonlyMap<string, Unit>,
  pack: Pack,
): Ruling {
  const from = units.get(matter.originalUnit)
  const words = {
    zh: `${street.name}已于${mandate.validFrom}从${from?.name ?? matter.originalUnit}承接“${matter.name}”（${mandate.confirmation}），由${street.name}以自己名义执法`,
    en: `${street.nameEn} accepted “${matter.nameEn}” from ${from?.nameEn ?? matter.originalUnit} on ${mandate.validFrom} (${mandate.confirmation}) and acts in its own name`,
  }
  return {
    owner: street.code,
    basis: { kind: 'mandate', words, clause: pack.clauses.mandated, confirmation: mandate.confirmation },
  }
}

function byOriginalPower(
  matter: Matter,
  street: Unit | undefined,
  streetCode: string,
  units: ReadonlyMap<string, Unit>,
  pack: Pack,
): Ruling {
  const department = units.get(matter.originalUnit)
  if (department === undefined) return unknownBody(matter.originalUnit, pack)
  const words = {
    zh: `${street?.name ?? streetCode}在事发当日未承接“${matter.name}”，仍由原实施主体${department.name}以部门名义执法`,
    en: `${street?.nameEn ?? streetCode} had not accepted “${matter.nameEn}” on that day; the original body, ${department.nameEn}, acts in its own name`,
  }
  return { owner: department.code, basis: { kind: 'original', words, clause: pack.clauses.original } }
}

const withoutMatter = (pack: Pack): Basis => ({
  kind: 'triage',
  words: {
    zh: '只有领域类别而没有执法事项：牵头部门只负责指导，须先确定事项才能确定执法主体',
    en: 'Only a category is known. Its lead department guides but owns nothing: name the matter to find the owner',
  },
  clause: pack.clauses.triage,
})

const unknownBody = (code: string, pack: Pack): Ruling => ({
  owner: null,
  basis: {
    kind: 'triage',
    words: {
      zh: `单位名录中没有“${code}”，无法确定执法主体`,
      en: `No unit with the code “${code}” is on record, so no owner can be named`,
    },
    clause: pack.clauses.triage,
  },
})

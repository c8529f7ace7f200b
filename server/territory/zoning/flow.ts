import { problemOf } from '../../../geo/zoning/problemOf.ts'
import type { ZoningProblem } from '../../../geo/zoning/zoning.ts'
import { note } from '../../access/store.ts'
import type { ZoneHistory, ZoneSetIn, ZoneSetOut, ZoningAskedIn } from '../../api/zoning.ts'
import { localDay } from '../../clock/localTime.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import type { By } from '../flow.ts'
import { areasOf, codesOf, editionOn } from '../store.ts'
import { endZone, insertZones, lockZones, zonesFrom, zonesOn } from '../zoneStore.ts'
import { declareSet } from './declareSet.ts'
import { asZoningFacts, zoningFacts } from './facts.ts'
import { residentsOfCsv } from './residentsFile.ts'
import { chiefsFrom, endPostings, insertChief, insertResidents, knownPeople, zoneDays } from './store.ts'

/** The zones of a day, today's unless told otherwise, and all days on which they changed. */
export async function zoneHistory(house: House, day?: string): Promise<ZoneHistory> {
  const asked = day ?? (await today(house))
  return { day: asked, zones: await zonesOn(house.db, asked), days: await zoneDays(house.db) }
}

/**
 * The problem a person poses, over the real figures.
 * @throws Problem as `zoningFacts`; invalid-input: a street or zone the district does not have, a load without figures
 */
export async function zoningProblem(house: House, asked: ZoningAskedIn): Promise<ZoningProblem> {
  const facts = await zoningFacts(house, asked)
  const offered = new Set(facts.offered.map(({ load }) => load))
  const missing = asked.loads.filter(({ load }) => !offered.has(load))
  if (missing.length > 0) {
    const expected = `有数据的负荷 / loads with figures: ${[...offered].join(', ')}`
    throw new Problem('invalid-input', { flaws: missing.map(({ load }) => ({ path: 'loads', expected, got: load })) })
  }
  const { problem, unknown } = problemOf(asZoningFacts(facts), asked)
  if (unknown.length > 0) {
    const expected =
      '边界版本中的街道，或驻地在街道内的片区 / a street of the edition, or a zone of that day whose seat lies in a street'
    throw new Problem('invalid-input', { flaws: unknown.map((got) => ({ path: 'streets', expected, got })) })
  }
  return problem
}

/**
 * Declares a whole division from a day on, with its chiefs: all of it or nothing. Zones that stay as they are go on;
 * the others end on that day and stay in history.
 * @throws Problem no-edition (of that day), invalid-input
 */
export async function declareZones(house: House, set: ZoneSetIn, { account }: By): Promise<ZoneSetOut> {
  const edition = await editionOn(house.db, set.from)
  if (edition === undefined) throw new Problem('no-edition')
  return house.db.transaction(async (tx) => {
    await lockZones(tx)
    const verdict = declareSet(set, {
      streets: new Set(await codesOf(tx, edition, 'street')),
      standing: await zonesFrom(tx, set.from),
      chiefs: await chiefsFrom(tx, set.from),
      people: new Set(
        await knownPeople(
          tx,
          set.zones.flatMap(({ chief }) => chief ?? []),
        ),
      ),
    })
    if ('flaws' in verdict) throw new Problem('invalid-input', { flaws: verdict.flaws })
    for (const code of verdict.ended) await endZone(tx, code, set.from)
    await insertZones(tx, verdict.begun)
    await endPostings(tx, verdict.endedPostings, set.from)
    for (const { zone, person } of verdict.newChiefs) await insertChief(tx, zone, person, set.from)
    const begun = verdict.begun.map(({ code }) => code)
    const ended = verdict.ended.filter((code) => !begun.includes(code))
    const done = { from: set.from, kept: verdict.kept, begun, ended }
    await note(tx, {
      at: house.now(),
      account,
      action: 'territory.zones',
      target: set.from,
      detail: { ...done, set },
    })
    return done
  })
}

/** Keeps a list of residents by street with its source and day. @throws Problem no-edition, invalid-input (by line) */
export async function importResidents(
  house: House,
  { source, asOf, csv }: { source: string; asOf: string; csv: string },
  { account }: By,
): Promise<{ list: number; streets: number }> {
  const edition = await editionOn(house.db, await today(house))
  if (edition === undefined) throw new Problem('no-edition')
  const made = residentsOfCsv(csv, await areasOf(house.db, edition, 'street'))
  if ('flaws' in made) throw new Problem('invalid-input', { flaws: made.flaws })
  return house.db.transaction(async (tx) => {
    const list = await insertResidents(tx, { source, asOf, account, at: house.now(), rows: made.rows })
    await note(tx, {
      at: house.now(),
      account,
      action: 'territory.residents',
      target: list,
      detail: { source, asOf, streets: made.rows.length },
    })
    return { list, streets: made.rows.length }
  })
}

async function today(house: House): Promise<string> {
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  return localDay(house.now(), district.timeZone)
}

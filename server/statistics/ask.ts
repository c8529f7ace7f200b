import { createHash } from 'node:crypto'
import { areaCounts, reporters, span } from '../../analytics/questions.ts'
import type { Standing } from '../../analytics/refresh.ts'
import { type Day, localDay, plusDays } from '../clock/localTime.ts'
import { Problem } from '../errors.ts'
import type { EditionAtlas } from '../house.ts'
import { editionInForce, editionOn, readVersion, type VersionedEdition } from '../territory/store.ts'
import { visibleVersion } from '../territory/visibleStore.ts'
import { countOn, othersInForce } from './counted.ts'
import { exposureOf } from './exposure.ts'
import type { Facts, Input, Method, Question } from './method.ts'
import type { Parts } from './parts.ts'
import { areasOfRun, type KeptArea, type KeptRun, keepRun, runByKey } from './runStore.ts'
import { editionDays, exposureMark, streetsOfZone, unchangedIn } from './store.ts'
import { daysOf, type Known, type Window, wholeDays, windowOf } from './window.ts'

/** Who asks, whether they still wait, and whether they hold the answer with this tag already. */
export interface Asker {
  account: number
  signal: AbortSignal
  holds(tag: string): boolean
}

export interface Answer<F, X> {
  run: KeptRun<X & Facts>
  areas: KeptArea<F>[]
  asOf: string
}

/**
 * One question to one method: counts of one moment of the warehouse, on the areas of one edition, and the kept result of
 * exactly these figures, computed in the thread where there is none yet. Null when the asker holds it already.
 * @throws Problem no-district, no-edition, not-found (an edition that is not published), too-busy
 */
export async function ask<Q extends Question, F, X>(
  parts: Parts,
  method: Method<Q, F, X>,
  question: Q,
  asker: Asker,
): Promise<Answer<F, X> | null> {
  const { house } = parts
  const edition = await editionFor(parts, question)
  const mark = await exposureMark(house.db)
  const ground = await parts.grounds.of(edition, question.level, asker.signal)
  const seen = await look(parts, method, question, asker, `${edition.id} ${edition.version} ${mark}`)
  if (seen === null) return null
  const { standing, days, window, rows, voices } = seen
  const spans = window === null ? [{ from: days.from ?? '0001-01-01', to: days.to ?? '0001-01-01' }] : daysOf(window)
  const before = othersInForce(await editionDays(house.db), spans, edition.id)
  const located = rows.map((row) => row.edition).filter((id) => id !== edition.id)
  const others = [...new Set([...located, ...before.flat()])]
  const unchanged = await unchangedIn(house.db, edition.id, question.level, others)
  const asked = await askedAreas(parts, question, ground.streets)
  const counted = countOn(ground, rows, unchanged, asked, before)
  const kind = method.exposure?.(question) ?? null
  const exposure = kind && (await exposureOf(house.db, kind, ground, await atlasOf(parts, edition.id), days))
  const input: Input = {
    ground,
    counted,
    window,
    exposure,
    reporters: voices,
    compute: parts.thread.compute,
    signal: asker.signal,
  }
  const key = keyOf(parts, method.name, question, input)
  const now = house.now()
  let run = await runByKey<X & Facts>(house.db, key, now)
  if (run === undefined) {
    const { family, facts, areas } = await method.compute(input, question)
    const common: Facts = {
      ...days,
      reports: counted.reports,
      elsewhere: counted.elsewhere,
      areas: areas.length,
      exposure: exposure && { kind: exposure.kind, source: exposure.source, asOf: exposure.asOf },
      slices: window?.slices ?? [],
    }
    const made = { key, method: method.name, question, edition: edition.id, family, areas, standing, at: now }
    const kept = { ...made, facts: { ...facts, ...common }, codeVersion: parts.codeVersion, account: asker.account }
    await house.db.transaction((tx) => keepRun(tx, kept))
    run = (await runByKey<X & Facts>(house.db, key, now))!
  }
  return { run, areas: await areasOfRun<F>(house.db, run.id), asOf: standing.pulledAt }
}

/** The edition asked for where it is published, or the one in force on the last day asked about. */
export async function editionFor(
  { house }: Parts,
  { edition, to }: Pick<Question, 'edition' | 'to'>,
): Promise<VersionedEdition> {
  if (edition !== undefined) {
    const version = await visibleVersion(house.db, edition, 'leader')
    if (version === undefined) throw new Problem('not-found', { facts: { edition } })
    return { id: edition, version }
  }
  const found =
    (to === undefined ? undefined : await editionOn(house.db, to)) ?? (await editionInForce(house.db, house.now()))
  const known = found === undefined ? undefined : await readVersion(house.db, found)
  if (known === undefined) throw new Problem('no-edition')
  return known
}

/** What the warehouse says at one moment; null when the asker holds the answer of that moment. */
async function look<Q extends Question, F, X>(
  { house, situation, codeVersion }: Parts,
  { step, reporters: voiced }: Method<Q, F, X>,
  question: Q,
  { signal, holds }: Asker,
  ground: string,
) {
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  return situation.read(async (reads, standing) => {
    if (holds(tagOf(standing, `${ground} ${codeVersion}`, question))) return null
    const held = await span(reads)
    const days = { from: question.from ?? held?.first ?? null, to: question.to ?? held?.last ?? null }
    const over = lastDayOver(standing, district.timeZone)
    const window = step === undefined ? null : wholeOf(step(question), days, { since: held?.first ?? over, over })
    const range = window === null ? {} : (wholeDays(window) ?? { from: '0001-01-01', to: '0001-01-01' })
    const asked = { ...question, ...range }
    const place = { level: question.level, district: district.code }
    const slices = window?.slices[0] === undefined ? null : { origin: window.slices[0], step: window.step }
    const rows = await areaCounts(reads, asked, place, slices)
    const voices = voiced ? await reporters(reads, question) : []
    return { standing, days, window, rows, voices }
  }, signal)
}

/** The whole slices alone: half a week beside whole ones looks like a fall. */
function wholeOf(step: Window['step'], { from, to }: { from: Day | null; to: Day | null }, known: Known): Window {
  if (from === null || to === null) return { step, origin: '', slices: [], whole: [] }
  const all = windowOf(step, from, to, known)
  const slices = all.slices.filter((_, at) => all.whole[at])
  return { ...all, slices, whole: slices.map(() => true) }
}

/** The last local day that was over when the figures were pulled. */
export const lastDayOver = ({ pulledAt }: Pick<Standing, 'pulledAt'>, timeZone: string): Day =>
  plusDays(localDay(new Date(pulledAt), timeZone), -1)

export function tagOf({ identity, snapshot }: Standing, ground: string, question: object): string {
  const text = `${identity} ${snapshot} ${ground} ${JSON.stringify(question)}`
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

async function atlasOf({ house }: Parts, edition: number): Promise<EditionAtlas> {
  const atlas = await house.atlasOf(edition)
  if (atlas === null) throw new Problem('no-edition')
  return atlas
}

/** Which areas the question is about, by the street each lies in. */
export async function askedAreas(
  { house }: Parts,
  { street, zone, to }: Pick<Question, 'street' | 'zone' | 'to'>,
  streets: readonly (string | null)[],
): Promise<boolean[]> {
  const day = to ?? localDay(house.now(), (await house.district())!.timeZone)
  const ofZone = zone === undefined ? null : new Set(await streetsOfZone(house.db, zone, day))
  return streets.map((own) => {
    const inStreet = street === undefined || own === street
    return inStreet && (ofZone === null || (own !== null && ofZone.has(own)))
  })
}

/** A digest of everything that enters the result. */
function keyOf({ codeVersion }: Parts, method: string, question: Question, input: Input): Buffer {
  const { ground, counted, exposure, window, reporters } = input
  const hash = createHash('sha256')
  hash.update(JSON.stringify([codeVersion, method, question, ground.edition, ground.version, counted.elsewhere]))
  hash.update(JSON.stringify([window?.slices ?? null, reporters, exposure?.source ?? null, exposure?.asOf ?? null]))
  hash.update(bytesOf(counted.counts)).update(bytesOf(counted.held))
  if (exposure !== null) hash.update(bytesOf(exposure.amounts))
  return hash.digest()
}

const bytesOf = (values: Float64Array) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

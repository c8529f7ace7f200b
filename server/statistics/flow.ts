import type { AreaWords, EmergingOut, ForecastOut, HotSpotsOut, QuietOut, Run, TrendOut } from '../api/findings.ts'
import type {
  EmergingQuery,
  ExposureIn,
  ForecastQuery,
  HotSpotsQuery,
  QuietQuery,
  TrendQuery,
} from '../api/statistics.ts'
import type { Words } from '../api/terms.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import type { SituationRoom } from '../situation/flow.ts'
import { type Answer, type Asker, ask, editionFor } from './ask.ts'
import { codeVersion } from './codeVersion.ts'
import { emerging, emergingOut } from './emerging.ts'
import { amountsOfCsv } from './exposureFile.ts'
import { forecast, forecastOut, weekOf } from './forecast.ts'
import { grounds } from './grounds.ts'
import { hotSpots, hotSpotsOut } from './hotSpots.ts'
import type { Facts, Method, Question } from './method.ts'
import { notesOf } from './notes.ts'
import type { Parts } from './parts.ts'
import { quiet, quietOut } from './quiet.ts'
import { areaOfRun, areasOfRun, type KeptArea, type KeptRun, runById } from './runStore.ts'
import { insertExposure, plainAreas } from './store.ts'
import { openThread } from './thread.ts'
import { trend, trendOut } from './trend.ts'

/** The statistics: one function a question; null where the asker holds the answer already. */
export interface StatisticsRoom {
  parts: Parts
  hotSpots(query: HotSpotsQuery, asker: Asker): Promise<HotSpotsOut | null>
  emerging(query: EmergingQuery, asker: Asker): Promise<EmergingOut | null>
  trend(query: TrendQuery, asker: Asker): Promise<TrendOut | null>
  quiet(query: QuietQuery, asker: Asker): Promise<QuietOut | null>
  forecast(query: ForecastQuery, asker: Asker): Promise<ForecastOut | null>
  close(): Promise<void>
}

export function openStatistics(house: House, situation: SituationRoom): StatisticsRoom {
  const thread = openThread()
  const parts: Parts = { house, situation, thread, grounds: grounds(house, thread), codeVersion: codeVersion() }
  return {
    parts,
    hotSpots: (query, asker) => answered(parts, hotSpots, query, asker, (_, areas) => ({ areas: hotSpotsOut(areas) })),
    emerging: (query, asker) =>
      answered(parts, emerging, query, asker, ({ facts }, areas) => ({
        slices: facts.slices,
        areas: emergingOut(areas),
      })),
    trend: (query, asker) =>
      answered(parts, trend, query, asker, ({ facts }, areas) => ({ slices: facts.slices, areas: trendOut(areas) })),
    quiet: (query, asker) =>
      answered(parts, quiet, query, asker, ({ facts }, areas) => ({ rate: facts.rate, areas: quietOut(areas) })),
    forecast: (query, asker) =>
      answered(parts, forecast, query, asker, ({ facts }, areas) => {
        const { method, level, tests } = facts
        const own = { week: weekOf(facts), used: method, level, tests: tests.map((test) => ({ ...test })) }
        return { ...own, areas: forecastOut(areas) }
      }),
    close: thread.close,
  }
}

async function answered<Q extends Question, F, X, O extends object>(
  parts: Parts,
  method: Method<Q, F, X>,
  query: Q,
  asker: Asker,
  out: (run: KeptRun<X & Facts>, areas: KeptArea<F>[]) => O,
): Promise<(Run & O) | null> {
  const answer = await ask(parts, method, query, asker)
  return answer && { ...headOf(method, answer), ...out(answer.run, answer.areas) }
}

/** What a kept run says of itself. */
function headOf<Q extends Question, F, X>(method: Method<Q, F, X>, { run, areas, asOf }: Answer<F, X>): Run {
  const { facts, id, edition, family, codeVersion, computedAt } = run
  const { from, to, reports, elsewhere, exposure } = facts
  return {
    run: id,
    method: method.name,
    asOf,
    computedAt: computedAt.toISOString(),
    codeVersion,
    edition,
    family,
    from,
    to,
    reports,
    elsewhere,
    exposure,
    words: method.words(run, areas),
    notes: notesOf(facts, method.step !== undefined),
  }
}

/** Says what a kept run means. Each method reads figures and facts that it alone has written. */
interface Teller {
  words(run: KeptRun<Facts>, areas: readonly KeptArea[]): Words
  areaWords(area: KeptArea, run: KeptRun<Facts>): Words
}
const tellerOf = <Q extends Question, F, X>(method: Method<Q, F, X>): Teller => ({
  words: (run, areas) => method.words(run as KeptRun<X & Facts>, areas as readonly KeptArea<F>[]),
  areaWords: (area, run) => method.areaWords(area as KeptArea<F>, run as KeptRun<X & Facts>),
})
const TELLERS: Readonly<Record<string, Teller>> = {
  'hot-spots': tellerOf(hotSpots),
  emerging: tellerOf(emerging),
  trend: tellerOf(trend),
  quiet: tellerOf(quiet),
  forecast: tellerOf(forecast),
}

/** One area of a kept run in words. @throws Problem not-found */
export async function areaWords({ db }: House, { run: id, code }: { run: number; code: string }): Promise<AreaWords> {
  const run = await runById<Facts>(db, id)
  const area = run && (await areaOfRun<Record<string, unknown>>(db, id, code))
  if (run === undefined || area === undefined) throw new Problem('not-found', { facts: { run: id, code } })
  return { run: id, code, name: area.name, words: TELLERS[run.method]!.areaWords(area, run) }
}

/** A kept run as it was computed, with its words. @throws Problem not-found */
export async function keptRun({ db }: House, id: number) {
  const run = await runById<Facts>(db, id)
  if (run === undefined) throw new Problem('not-found', { facts: { run: id } })
  const areas = await areasOfRun<Record<string, unknown>>(db, id)
  return { ...run, words: TELLERS[run.method]!.words(run, areas), areas }
}

/** Keeps a list of residents or hours. @throws Problem no-edition, invalid-input naming each line that does not fit */
export async function importExposure(
  parts: Parts,
  { kind, source, asOf, csv }: ExposureIn,
  account: number,
): Promise<{ list: number; areas: number }> {
  const { house } = parts
  const { id } = await editionFor(parts, { to: asOf })
  const codes = new Set((await plainAreas(house.db, id)).map(({ code }) => code))
  const made = amountsOfCsv(csv, codes)
  if ('flaws' in made) throw new Problem('invalid-input', { flaws: made.flaws })
  const { areas } = made
  const list = await house.db.transaction((tx) =>
    insertExposure(tx, { kind, source, asOf, account, at: house.now(), areas }),
  )
  return { list, areas: areas.length }
}

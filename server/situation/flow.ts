import { createHash } from 'node:crypto'
import type { Reads } from '../../analytics/duck.ts'
import { DuckError } from '../../analytics/duckError.ts'
import { charts } from '../../analytics/layers.ts'
import type { Standing } from '../../analytics/refresh.ts'
import type { Refreshed, Situation, SituationQuery } from '../api/situation.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { StartProblem } from '../startProblem.ts'
import { openOwned } from './owned.ts'
import { acknowledge, lag } from './store.ts'

/** How long the process that held the figures before, and was killed, may take to let go of them. */
const PATIENCE_MS = 10_000

/** The leader's figures: postgres → duckdb → map. One per installation, for one process (owner.ts) holds the file. */
export interface SituationRoom {
  /** Brings the figures up to now; concurrent calls share a run. */
  refresh(): Promise<Refreshed>
  /** The figures under these filters, with a tag that changes exactly when they may have changed; `signal` cancels. */
  ask(query: SituationQuery, signal?: AbortSignal): Promise<{ situation: Situation; tag: string }>
  /** Reads at one moment, pulled first where nothing was; `signal` cancels. @throws Problem too-busy */
  read<T>(work: (reads: Reads, standing: Standing) => Promise<T>, signal?: AbortSignal): Promise<T>
  close(): Promise<void>
}

/**
 * Opens the warehouse in `folder`.
 * @param patienceMs how long to wait for another process to let go of it
 * @throws StartProblem when another process holds it
 */
export async function openSituation(
  house: House,
  folder: string,
  patienceMs: number = PATIENCE_MS,
): Promise<SituationRoom> {
  const warehouse = await openOwned(house, folder, patienceMs).catch((error) => {
    if (!(error instanceof DuckError) || !error.locked) throw error
    throw new StartProblem({
      zh: `统计数据（${folder}）正被另一个进程使用：请先停止它，或换一个数据目录。`,
      en: `The figures in ${folder} are held by another process: stop it first, or use another data folder.`,
    })
  })

  async function refresh(): Promise<Refreshed> {
    const started = performance.now()
    const { pulled, total, full, standing } = await warehouse.refresh()
    await acknowledge(house.db, standing)
    return { pulled, total, full, seconds: (performance.now() - started) / 1000 }
  }

  async function read<T>(work: (reads: Reads, standing: Standing) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const wrapped = async (reads: Reads, standing: Standing) => ({ seen: await work(reads, standing) })
    let answer = await warehouse.ask(wrapped, signal)
    if (answer === null) {
      await refresh()
      answer = await warehouse.ask(wrapped, signal)
    }
    if (answer === null) throw new Problem('too-busy')
    return answer.seen
  }

  return {
    refresh,
    read,
    ask: async ({ level, ...filters }, signal) => {
      const district = await house.district()
      if (!district) throw new Problem('not-found', { facts: { what: 'district' } })
      const seen = await read(
        async (reads, standing) => ({
          standing,
          charts: await charts(reads, filters, { level, district: district.code }),
        }),
        signal,
      )
      const behind = await lag(house.db, seen.standing, house.now())
      return {
        situation: { asOf: seen.standing.pulledAt, ...behind, ...seen.charts },
        tag: tagOf(seen.standing, behind.lagRows),
      }
    },
    close: () => warehouse.close(),
  }
}

function tagOf({ identity, snapshot, pulledAt }: Standing, lagRows: number): string {
  return createHash('sha256').update(`${identity} ${snapshot} ${pulledAt} ${lagRows}`).digest('base64url').slice(0, 22)
}

import { createHash } from 'node:crypto'
import { DuckError } from '../../analytics/duck.ts'
import { charts } from '../../analytics/layers.ts'
import type { Standing } from '../../analytics/refresh.ts'
import type { Refreshed, Situation, SituationQuery } from '../api.ts'
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
    await acknowledge(house.db, standing, house.now())
    return { pulled, total, full, seconds: (performance.now() - started) / 1000 }
  }

  async function look(query: SituationQuery, districtCode: string, signal?: AbortSignal) {
    const { level, ...filters } = query
    return warehouse.ask(
      async (reads, standing) => ({
        standing,
        charts: await charts(reads, filters, { level, district: districtCode }),
      }),
      signal,
    )
  }

  return {
    refresh,
    ask: async (query, signal) => {
      const district = await house.district()
      if (!district) throw new Problem('not-found', { facts: { what: 'district' } })
      let seen = await look(query, district.code, signal)
      if (!seen) {
        await refresh()
        seen = await look(query, district.code, signal)
      }
      if (!seen) throw new Problem('too-busy')
      const lagRows = await lag(house.db, seen.standing)
      return {
        situation: { asOf: seen.standing.pulledAt, lagRows, ...seen.charts },
        tag: tagOf(seen.standing, lagRows),
      }
    },
    close: () => warehouse.close(),
  }
}

function tagOf({ identity, snapshot, pulledAt }: Standing, lagRows: number): string {
  return createHash('sha256').update(`${identity} ${snapshot} ${pulledAt} ${lagRows}`).digest('base64url').slice(0, 22)
}

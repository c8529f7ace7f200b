import type { Account } from '../access/account.ts'
import { openSessions } from '../access/store.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { actorOf } from '../report/actorOf.ts'
import { summaries } from '../report/summaryStore.ts'
import { changedSince, currentSnapshot, type Snapshot } from './store.ts'
import type { Stream } from './stream.ts'

/** Reports in one message; a bigger gap tells the client to load its list anew. */
const AT_MOST = 500
const POLL_MS = 500
const BEAT_MS = 10_000
const LISTENERS = 1_000

export interface Hub {
  /** Sends this client all that changed since its snapshot, then every change as it is committed. */
  join(stream: Stream): void
  leave(stream: Stream): void
}

/** One poll of the change table for all who listen; while nobody does, nothing runs. */
export function openHub(house: House): Hub {
  const listening = new Set<Stream>()
  const joining = new Set<Stream>()
  let at: Snapshot | undefined
  let beaten = 0
  let timer: NodeJS.Timeout | undefined
  let turning = false

  async function turn(): Promise<void> {
    turning = true
    try {
      await tell()
      await welcome()
      await beat()
    } catch (error) {
      // Nothing is lost: the next turn asks since the same snapshot.
      house.log('live.failed', { message: String(error) })
    }
    turning = false
    if (listening.size + joining.size > 0) timer = setTimeout(turn, POLL_MS)
    else at = undefined
  }

  async function tell(): Promise<void> {
    at ??= await currentSnapshot(house.db)
    const { ids, now } = await changedSince(house.db, at, AT_MOST)
    await sendTo([...listening], ids, now)
    at = now
  }

  /** Newcomers get their own gap first; what they are then told twice changes nothing. */
  async function welcome(): Promise<void> {
    for (const stream of joining) {
      const { ids, now } = await changedSince(house.db, stream.since ?? at!, AT_MOST)
      if (!joining.delete(stream)) continue
      listening.add(stream)
      stream.send('beat', await beatOf(house), now)
      await sendTo([stream], ids, now)
    }
  }

  async function sendTo(streams: Stream[], ids: number[] | null, now: Snapshot): Promise<void> {
    if (ids?.length === 0) return
    for (const members of Map.groupBy(streams, (stream) => sightOf(stream.session.account)).values()) {
      const by = await actorOf(house.db, members[0]!.session.account)
      const reports = ids && (await summaries(house.db, ids, by))
      const gone = ids?.filter((id) => !reports!.some((report) => report.id === id)) ?? []
      for (const stream of members) {
        if (reports === null) stream.send('reload', {}, now)
        else if (reports.length > 0) stream.send('reports', reports, now)
        if (gone.length > 0) stream.send('gone', gone, now)
      }
    }
  }

  /** Tells the age of the picture, and ends the streams whose session ended. */
  async function beat(): Promise<void> {
    if (performance.now() - beaten < BEAT_MS) return
    beaten = performance.now()
    const streams = [...listening]
    const told = await beatOf(house)
    const hashes = streams.map((stream) => stream.session.tokenHash)
    const open = new Set((await openSessions(house.db, hashes, house.now())).map((hash) => hash.toString('hex')))
    for (const stream of streams) {
      if (open.has(stream.session.tokenHash.toString('hex'))) stream.send('beat', told, at!)
      else stream.end()
    }
  }

  return {
    join(stream) {
      if (listening.size + joining.size >= LISTENERS) throw new Problem('too-busy')
      joining.add(stream)
      if (turning) return
      clearTimeout(timer)
      void turn()
    },
    leave(stream) {
      joining.delete(stream)
      listening.delete(stream)
    },
  }
}

/** The time, and the edition of boundaries in force: on its day every open page takes up the new one. */
const beatOf = async (house: House) => ({
  now: house.now().toISOString(),
  edition: (await house.atlas())?.editionId ?? null,
})

/** Two accounts with the same sight see the same reports. */
const sightOf = ({ role, unit }: Account): string => `${role} ${unit}`

import type { Response } from 'express'
import type { Session } from '../access/session.ts'
import type { House } from '../house.ts'
import type { Snapshot } from './store.ts'

/** One browser that listens: who it is, and since when it wants to know. */
export interface Stream {
  session: Session
  /** Undefined for a client that starts from now. */
  since: Snapshot | undefined
  /** A client that does not read fast enough is cut off; it reconnects and resumes where it was. */
  send(event: 'reports' | 'gone' | 'reload' | 'beat', data: unknown, id: Snapshot): void
  end(): void
}

/** Bytes that may wait for a slow client before it is cut off. */
const BACKLOG = 1_000_000

/** Opens the event stream on a response; a client that is cut off for being slow is named in the log. */
export function openStream(res: Response, session: Session, since: Snapshot | undefined, log: House['log']): Stream {
  res.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // nginx would hold events back otherwise.
    'X-Accel-Buffering': 'no',
  })
  res.flushHeaders()
  res.write('retry: 1000\n\n')
  return {
    session,
    since,
    send(event, data, id) {
      if (res.writableEnded || res.destroyed) return
      if (res.writableLength > BACKLOG) {
        log('live.cut-off', { account: session.account.id, waiting: res.writableLength })
        res.destroy()
        return
      }
      // The leading comment is the heartbeat a proxy sees; JSON holds no line break.
      res.write(`:\nid: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    },
    end: () => res.end(),
  }
}

import { z } from 'zod'
import { ReportSummary } from '../../server/api/report.ts'
import { LIVE } from '../api.ts'

const LATE_MS = 30_000
const AGAIN_MS = 5_000

export interface Listener {
  changed(reports: ReportSummary[]): void
  gone(ids: number[]): void
  /** Too much was missed: load what is shown anew. */
  reload(): void
  /** This edition of boundaries is in force. */
  edition(id: number | null): void
}

const Beat = z.object({ edition: z.number().nullable() })

/** The one live stream of the page. The browser resumes by the last event id; a refused stream is tried again. */
class Live {
  /** When the picture was last known to be true, ms. */
  heard = $state<number | null>(null)
  connected = $state(false)
  #source: EventSource | undefined
  #again: ReturnType<typeof setTimeout> | undefined
  #missed = false

  start(listener: Listener): () => void {
    this.#open(listener)
    const lost = () => {
      this.connected = false
    }
    addEventListener('offline', lost)
    return () => {
      removeEventListener('offline', lost)
      clearTimeout(this.#again)
      this.#source?.close()
      this.connected = false
      this.heard = null
    }
  }

  isLate(now: number): boolean {
    return this.heard !== null && now - this.heard >= LATE_MS
  }

  #open(listener: Listener) {
    const source = new EventSource(LIVE)
    this.#source = source
    const hear = () => {
      this.connected = true
      this.heard = Date.now()
    }
    source.onopen = () => {
      hear()
      // A stream that had to be opened afresh has no memory of what was missed.
      if (this.#missed) listener.reload()
      this.#missed = false
    }
    source.addEventListener('beat', (event) => {
      hear()
      listener.edition(Beat.parse(JSON.parse(event.data)).edition)
    })
    source.addEventListener('reload', () => {
      hear()
      listener.reload()
    })
    source.addEventListener('reports', (event) => {
      hear()
      listener.changed(z.array(ReportSummary).parse(JSON.parse(event.data)))
    })
    source.addEventListener('gone', (event) => {
      hear()
      listener.gone(z.array(z.number()).parse(JSON.parse(event.data)))
    })
    source.onerror = () => {
      this.connected = false
      if (source.readyState !== EventSource.CLOSED) return
      this.#missed = true
      this.#again = setTimeout(() => this.#open(listener), AGAIN_MS)
    }
  }
}

export const live = new Live()

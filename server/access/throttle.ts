import { Problem } from '../errors.ts'

/** Failed sign-ins one address may make before it has to wait, whichever accounts it tried. */
const LIMIT = 30
const WINDOW_MS = 15 * 60_000

export interface Throttle {
  /** Counts a sign-in of this address as failed until it is forgiven; `locked-out` when it had too many. */
  begin(address: string, now: Date): void
  /** The sign-in was right after all. */
  forgive(address: string): void
}

/** Sign-in rate per address, in memory: the lockout of one login is in the database and outlives a restart. */
export function newThrottle(): Throttle {
  const windows = new Map<string, { since: number; failures: number }>()
  return {
    begin(address, now) {
      for (const [known, { since }] of windows) if (since < now.getTime() - WINDOW_MS) windows.delete(known)
      const window = windows.get(address) ?? { since: now.getTime(), failures: 0 }
      if (window.failures >= LIMIT) {
        throw new Problem('locked-out', { facts: { until: new Date(window.since + WINDOW_MS) } })
      }
      windows.set(address, { ...window, failures: window.failures + 1 })
    },
    forgive(address) {
      const window = windows.get(address)
      if (window !== undefined) windows.set(address, { ...window, failures: window.failures - 1 })
    },
  }
}

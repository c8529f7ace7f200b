import type { House } from './house.ts'

/** One JSON line per event. */
export function jsonLog(write: (line: string) => void, now: () => Date): House['log'] {
  return (event, facts = {}) => write(`${JSON.stringify({ at: now().toISOString(), event, ...facts })}\n`)
}

import type { Flaw } from '../errors.ts'
import type { Zone } from './zoneStore.ts'

/** What a new zone is judged by. */
export interface ZoneFacts {
  /** Codes of the streets of the edition in force. */
  streets: ReadonlySet<string>
  /** Zones that hold on or after the day the new one begins. */
  standing: readonly Zone[]
}

/**
 * Whether a zone may begin: its streets exist and stand in no other zone from that day on. A zone of the same code
 * that began earlier ends on that day (`replaces`).
 */
export function declareZone(zone: Zone, facts: ZoneFacts): { replaces: boolean } | { flaws: Flaw[] } {
  const own = facts.standing.filter((other) => other.code === zone.code)
  const flaws: Flaw[] = [
    ...own
      .filter((other) => other.validFrom >= zone.validFrom)
      .map((other) => flaw('from', `a day after ${other.validFrom}, when this zone last began`, zone.validFrom)),
    ...zone.streets
      .filter((street) => !facts.streets.has(street))
      .map((street) => flaw('streets', 'a street of the edition in force', street)),
    ...facts.standing
      .filter((other) => other.code !== zone.code)
      .flatMap((other) =>
        other.streets
          .filter((street) => zone.streets.includes(street))
          .map((street) => flaw('streets', `a street of no other zone (${street} stands in ${other.code})`, street)),
      ),
  ]
  return flaws.length > 0 ? { flaws } : { replaces: own.length > 0 }
}

const flaw = (path: string, expected: string, got: string): Flaw => ({ path, expected, got })

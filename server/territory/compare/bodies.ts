import type { EditionDiff } from '../../../geo/diff/types.ts'
import type { BodyOut } from '../../api/comparison.ts'
import type { Named } from './comparison.ts'
import type { StreetUnit, StreetZone } from './store.ts'

/**
 * The units and zones that a new edition concerns: whose street is called differently, has another border or is gone,
 * and streets that have no unit or no zone yet.
 * @param streets of the edition to come
 */
export function bodyConcerns(
  { diffs }: EditionDiff,
  facts: { streets: readonly Named[]; units: readonly StreetUnit[]; zones: readonly StreetZone[] },
): BodyOut[] {
  const { streets, units, zones } = facts
  const there = new Map(streets.map((street) => [street.code, street]))
  const ofStreet = diffs.filter(({ level }) => level === 'street')
  const moved = ofStreet.flatMap(({ kind, before, after }) =>
    before.flatMap((street): BodyOut[] => {
      const becomes = after.map(({ code, name }) => ({ code, name }))
      const stays = there.get(street.code)
      const concern =
        stays === undefined ? 'unit-without-street' : kind === 'renamed' ? 'street-renamed' : 'border-moved'
      const own = units.filter((unit) => unit.street === street.code)
      const named = { code: street.code, name: street.name }
      const zoned = stays === undefined ? zones.filter((zone) => zone.street === street.code) : []
      return [
        ...own.map((body) => ({ concern, body, street: named, becomes }) as const),
        ...zoned.map(({ code, name }) => ({
          concern: 'zone-without-street' as const,
          body: { kind: 'zone', code, name, people: 0 },
          street: named,
          becomes,
        })),
      ]
    }),
  )
  const manned = new Set(units.map(({ street }) => street))
  const zoned = new Set(zones.map(({ street }) => street))
  const missing = streets.flatMap((street): BodyOut[] => [
    ...(manned.has(street.code) ? [] : [{ concern: 'street-without-unit' as const, body: null, street, becomes: [] }]),
    ...(zoned.size === 0 || zoned.has(street.code)
      ? []
      : [{ concern: 'street-without-zone' as const, body: null, street, becomes: [] }]),
  ])
  return [...moved, ...missing]
}

import type { Box } from '../../geo/types.ts'
import { Problem } from '../errors.ts'

export interface ItemsQuery {
  limit: number
  offset: number
  /** One box, or two where the asked one crosses the antimeridian; undefined: everything. */
  boxes: readonly Box[] | undefined
}

const DEFAULT_LIMIT = 100
/** A larger limit is not refused but cut to this (17-069r3, /rec/core/rc-limit-response). */
const MOST = 10_000

const INSTANT = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)|\\d{4}-\\d\\d-\\d\\d'
const DATETIME = new RegExp(`^(?:(${INSTANT})|(${INSTANT}|\\.\\.)?/(${INSTANT}|\\.\\.)?)$`)

/**
 * Reads the parameters of an items request; anything unknown or malformed is refused (400 at this door). `datetime` is
 * checked and then selects everything: boundaries carry no time of their own (7.15.4).
 */
export function itemsQuery(query: Record<string, unknown>): ItemsQuery {
  const given = onlyKnown(query, ['f', 'limit', 'offset', 'bbox', 'datetime'])
  if (given.datetime !== undefined && !isDatetime(given.datetime)) {
    throw wrong('datetime', 'an instant or interval of RFC 3339, open ends as ..', given.datetime)
  }
  return {
    limit: Math.min(MOST, whole(given, 'limit', 1) ?? DEFAULT_LIMIT),
    offset: whole(given, 'offset', 0) ?? 0,
    boxes: given.bbox === undefined ? undefined : boxesOf(given.bbox),
  }
}

/** The parameters as single strings; refuses the rest, repeated ones, and every format but JSON. */
export function onlyKnown(
  query: Record<string, unknown>,
  known: readonly string[],
): Record<string, string | undefined> {
  for (const [name, value] of Object.entries(query)) {
    if (!known.includes(name)) throw wrong(name, `one of the parameters ${known.join(', ')}`, name)
    if (typeof value !== 'string') throw wrong(name, 'the parameter once', JSON.stringify(value))
  }
  const given = query as Record<string, string>
  if (given.f !== undefined && given.f !== 'json') throw wrong('f', 'json', given.f)
  return given
}

function whole(given: Record<string, string | undefined>, name: string, least: number): number | undefined {
  const text = given[name]
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) throw wrong(name, `a whole number from ${least}`, text)
  return Number(text)
}

/** Four numbers, or six with heights that are ignored: longitude and latitude in CRS84. West may exceed east. */
function boxesOf(text: string): Box[] {
  const parts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const [west, south, east, north] = parts.length === 6 ? [parts[0], parts[1], parts[3], parts[4]] : parts
  const count = parts.length === 4 || parts.length === 6
  const [w, s, e, n] = [west!, south!, east!, north!]
  const onEarth = Math.abs(w) <= 180 && Math.abs(e) <= 180 && Math.abs(s) <= 90 && Math.abs(n) <= 90
  if (!count || !parts.every(Number.isFinite) || !onEarth || s > n) {
    throw wrong('bbox', 'west,south,east,north in degrees (CRS84)', text)
  }
  return w <= e
    ? [[w, s, e, n]]
    : [
        [w, s, 180, n],
        [-180, s, e, n],
      ]
}

function isDatetime(text: string): boolean {
  const match = DATETIME.exec(text)
  if (match === null || text === '/') return false
  const [instant, from, to] = match.slice(1)
  const times = [instant, from, to]
    .filter((part) => part !== undefined && part !== '..')
    .map((part) => Date.parse(part!))
  return times.length > 0 && times.every(Number.isFinite) && (times.length < 2 || times[0]! <= times[1]!)
}

const wrong = (path: string, expected: string, got: string) =>
  new Problem('invalid-input', { flaws: [{ path, expected, got: got.slice(0, 80) }] })

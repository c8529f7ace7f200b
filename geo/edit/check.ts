import type { Position } from 'geojson'
import { covers } from '../covers.ts'
import { interiorPoint } from '../interior.ts'
import type { LonLat } from '../types.ts'
import { type Arrangement, areasMeeting, withEdit } from './arrangement.ts'
import type { Edit, EditArea, Reason } from './edit.ts'
import {
  boxOfPositions,
  boxOfShape,
  cross,
  crossingOf,
  eachEdge,
  edgeKey,
  edgeMeets,
  keyOf,
  meets,
  ringsOf,
  type Segment,
  type Shape,
  same,
  turnOf,
} from './rings.ts'

/**
 * What an edit would break that was whole before: borders that cross each other or themselves, areas inside others of
 * their level, areas outside their parent. Only borders that the edit makes are looked at, so old faults elsewhere and
 * faults that the edit leaves as they were do not stand in its way.
 */
export function breaks(before: Arrangement, edit: Pick<Edit, 'remove' | 'put'>): Reason[] {
  const after = withEdit(before, edit)
  const old = [...edit.remove, ...edit.put.map(({ code }) => code)].flatMap((code) => before.areas.get(code) ?? [])
  const kept = new Set(old.map(({ geometry }) => geometry))
  const reshaped = edit.put.filter(({ geometry }) => !kept.has(geometry))
  const staying = new Set(edit.put.map(({ geometry }) => geometry))
  const was = old.map(({ geometry }) => geometry).filter((geometry) => !staying.has(geometry))
  const gone = edgesOnlyIn(
    was,
    reshaped.map(({ geometry }) => geometry),
  )
  const known = keysOf(was)
  return reshaped.flatMap((area) =>
    [
      ...pinched(area),
      ...crossings({ before, after, gone }, area, freshEdges(area.geometry, known)),
      ...misplaced(before, after, area),
    ].slice(0, 1),
  )
}

function keysOf(shapes: readonly Shape[]): Set<string> {
  const keys = new Set<string>()
  for (const shape of shapes) eachEdge(shape, (a, b) => keys.add(edgeKey(a, b)))
  return keys
}

function freshEdges(shape: Shape, known: ReadonlySet<string>): Segment[] {
  const fresh: Segment[] = []
  eachEdge(shape, (a, b) => {
    if (!known.has(edgeKey(a, b))) fresh.push([a, b])
  })
  return fresh
}

function edgesOnlyIn(shapes: readonly Shape[], others: readonly Shape[]): Segment[] {
  const known = keysOf(others)
  return shapes.flatMap((shape) => freshEdges(shape, known))
}

const reason = (code: Reason['code'], at: readonly number[] | null, zh: string, en: string): Reason => ({
  code,
  words: { zh, en },
  ...(at !== null && { at: [at[0]!, at[1]!] as LonLat }),
})

/** A ring that passes a vertex twice, or has no inside. */
function pinched(area: EditArea): Reason[] {
  return ringsOf(area.geometry).flatMap((ring) => {
    if (ring.length < 4)
      return [
        reason(
          'too-few-vertices',
          ring[0]!,
          `${area.code} 的边界少于三个顶点`,
          `${area.code} would have fewer than three vertices`,
        ),
      ]
    const seen = new Set<string>()
    const twice = ring.slice(1).find((at) => seen.size === seen.add(keyOf(at)).size)
    if (twice === undefined) return []
    return [
      reason(
        'crosses',
        twice,
        `${area.code} 的边界两次经过同一点`,
        `The border of ${area.code} would pass one point twice`,
      ),
    ]
  })
}

interface Change {
  before: Arrangement
  after: Arrangement
  /** Edges that the edit takes away. */
  gone: readonly Segment[]
}

function crossings({ before, after, gone }: Change, area: EditArea, fresh: readonly Segment[]): Reason[] {
  if (fresh.length === 0) return []
  return areasMeeting(after, boxOfPositions(fresh.flat())).flatMap((rival) => {
    const own = rival.code === area.code
    const met = firstCrossing(fresh, rival.geometry, own)
    if (met === null) return []
    const was = before.areas.get(rival.code)
    if (!own && was !== undefined && firstCrossing(gone, was.geometry, false) !== null) return []
    const zh = own ? `${area.code} 的边界自相交` : `${area.code} 的边界穿过 ${rival.code}`
    const en = own
      ? `The border of ${area.code} would cross itself`
      : `The border of ${area.code} would cross ${rival.code}`
    return [reason('crosses', met, zh, en)]
  })
}

/** Where one of some edges crosses a shape's border, or, for the shape's own edges, touches it between two vertices. */
function firstCrossing(edges: readonly Segment[], shape: Shape, own: boolean): Position | null {
  if (edges.length === 0) return null
  const box = boxOfPositions(edges.flat())
  let found: Position | null = null
  eachEdge(shape, (c, d) => {
    if (found !== null || !edgeMeets(c, d, box)) return
    for (const [a, b] of edges) {
      if (!edgeMeets(c, d, boxOfPositions([a, b]))) continue
      if (cross(a, b, c, d)) found = crossingOf(a, b, c, d)
      else if (own) found = [c, d].find((end) => inside(a, b, end)) ?? [a, b].find((end) => inside(c, d, end)) ?? null
      if (found !== null) return
    }
  })
  return found
}

/** Whether a point lies on an edge between its ends. Exact. */
const inside = (a: Position, b: Position, at: Position): boolean =>
  !same(a, at) && !same(b, at) && turnOf(a, b, at) === 0 && edgeMeets(at, at, boxOfPositions([a, b]))

function misplaced(before: Arrangement, after: Arrangement, area: EditArea): Reason[] {
  const middle = middleOf(area.geometry)
  const start = ringsOf(area.geometry)[0]?.[0] ?? null
  if (middle === null)
    return [reason('too-few-vertices', start, `${area.code} 没有面积`, `${area.code} would have no inside`)]
  return [...astray(before, after, area, middle), ...overlapping(before, after, area, middle)]
}

/** An area that leaves the parent in which it stood. */
function astray(before: Arrangement, after: Arrangement, { code, ...area }: EditArea, middle: LonLat): Reason[] {
  const old = before.areas.get(code)
  const parent = area.parent === null ? undefined : after.areas.get(area.parent)
  const wasIn = old === undefined || stoodIn(old, before)
  if (parent === undefined || !wasIn || covers(parent.geometry, middle)) return []
  const zh = `${code} 在上级 ${parent.code} 之外`
  return [reason('outside-parent', middle, zh, `${code} would lie outside its parent ${parent.code}`)]
}

/** An area that holds another of its level, or lies in it, and did not before. */
function overlapping(before: Arrangement, after: Arrangement, area: EditArea, middle: LonLat): Reason[] {
  const other = areasMeeting(after, boxOfShape(area.geometry)).find(
    (one) =>
      one.level === area.level &&
      one.code !== area.code &&
      engulfs(area, one) &&
      !overlapped(before, area.code, one.code),
  )
  if (other === undefined) return []
  const zh = `${area.code} 与 ${other.code} 重叠`
  return [reason('overlap', middle, zh, `${area.code} would overlap ${other.code}`)]
}

function stoodIn(area: EditArea, before: Arrangement): boolean {
  const parent = area.parent === null ? undefined : before.areas.get(area.parent)
  const middle = middleOf(area.geometry)
  return parent === undefined || middle === null || covers(parent.geometry, middle)
}

function overlapped(before: Arrangement, one: string, two: string): boolean {
  const [a, b] = [before.areas.get(one), before.areas.get(two)]
  return a !== undefined && b !== undefined && engulfs(a, b)
}

/** Whether one of two areas whose borders do not cross lies in the other. */
function engulfs(a: EditArea, b: EditArea): boolean {
  if (!meets(boxOfShape(a.geometry), boxOfShape(b.geometry))) return false
  const [inA, inB] = [middleOf(a.geometry), middleOf(b.geometry)]
  return (inA !== null && covers(b.geometry, inA)) || (inB !== null && covers(a.geometry, inB))
}

const MIDDLES = new WeakMap<Shape, LonLat | null>()

/** A point inside a shape, remembered with it. */
export function middleOf(shape: Shape): LonLat | null {
  const known = MIDDLES.get(shape)
  if (known !== undefined) return known
  const middle = interiorPoint(shape)
  MIDDLES.set(shape, middle)
  return middle
}

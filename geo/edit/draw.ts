import type { Position } from 'geojson'
import { covers } from '../covers.ts'
import { areaM2 } from '../interior.ts'
import { LEVELS, type Level, type LonLat } from '../types.ts'
import { outcome } from './apply.ts'
import { type Arrangement, areasMeeting } from './arrangement.ts'
import { middleOf } from './check.ts'
import { cut } from './cut.ts'
import { type EditArea, type Outcome, refuse } from './edit.ts'
import { type Division, handDown, takenIn } from './handDown.ts'
import { lineCrossing } from './line.ts'
import { nextCode } from './nextCode.ts'
import { nodeTogether } from './node.ts'
import { boxOfPositions, eachEdge, type Ring, type Segment, type Shape, shapeOf, turning, WELD_DEG } from './rings.ts'
import { unite } from './unite.ts'

export interface DrawAction {
  /** Corners of the outline, not closed. */
  outline: readonly LonLat[]
  level: Level
  name: string
  /** Found from the neighbours where it is left out. */
  code?: string
  /** Where true, land of neighbours inside the outline goes to the new area; else only land that nobody has. */
  take?: boolean
}

/** A new area: what of a drawn outline lies in one parent and is free, or is taken from its neighbours. */
export function draw(arrangement: Arrangement, action: DrawAction): Outcome {
  const { level, name, take = false } = action
  const outline = [...action.outline, action.outline[0]!].map(([lon, lat]): Position => [lon, lat])
  if (outline.length < 4) return refuse('too-few-vertices', '至少要三个角点', 'It takes three corners at least')
  const own = lineCrossing(outline)
  if (own !== null) return refuse('line-crosses-itself', '所画的边界自相交', 'The outline crosses itself', own)
  if (name.trim() === '') return refuse('name-empty', '请填写名称', 'A name is needed')
  if (level === LEVELS[0] && [...arrangement.areas.values()].some((area) => area.level === level))
    return refuse('one-district', '一个版本只有一个区县', 'An edition has one district')
  if (action.code !== undefined && arrangement.areas.has(action.code))
    return refuse('code-taken', `编码 ${action.code} 已被使用`, `The code ${action.code} is in use`)

  const { areas, segments } = nodeTogether(areasMeeting(arrangement, boxOfPositions(outline, WELD_DEG)), [outline])
  const drawn: Shape = { type: 'Polygon', coordinates: [ringOf(segments)] }
  const parent = parentFor(areas, drawn, level)
  if (parent === undefined && level !== LEVELS[0])
    return refuse('no-parent', '这里没有上级区域', 'No area of the level above lies here', action.outline[0])
  const siblings = areas.filter((area) => area.level === level)
  const faces = facesOf(drawn, parent, siblings)
  const kept = take ? faces : faces.filter(({ owner }) => owner === undefined)
  if (kept.length === 0) return nothingFree(faces, action.outline[0]!)

  const taken = takenIn(arrangement)
  const like = siblings.find((area) => area.parent === parent?.code)?.code
  const code =
    action.code ?? (like === undefined ? `${parent?.code ?? ''}01` : nextCode(like, parent?.code ?? null, taken.codes))
  taken.codes.add(code)
  const geometry = shapeOf(unite(kept.map(({ face }): Shape => ({ type: 'Polygon', coordinates: face }))))
  const made: EditArea = {
    level,
    code,
    name: name.trim(),
    parent: parent?.code ?? null,
    geometry,
    source: { editor: 'draw' },
  }

  const noded = new Map(areas.map((one) => [one.code, one]))
  const division: Division = { arrangement, noded, segments, taken, action: 'draw' }
  const losers = siblings.filter((area) => kept.some(({ owner }) => owner === area))
  const { put, remove } = divide(division, losers, made)
  return outcome(arrangement, {
    remove,
    put: [...new Map([...noded.values(), ...put].map((one) => [one.code, one])).values()].filter(
      (one) => !remove.includes(one.code),
    ),
    words: {
      zh: `新画 ${made.name}（${code}）${losers.length > 0 ? `，取自 ${losers.map((one) => one.name).join('、')}` : ''}`,
      en: `Drew ${made.name} (${code})${losers.length > 0 ? `, taken from ${losers.map((one) => one.code).join(', ')}` : ''}`,
    },
  })
}

function ringOf(segments: readonly Segment[]): Ring {
  const ring = [segments[0]![0], ...segments.map(([, to]) => to)]
  return turning(ring) > 0 ? ring : ring.reverse()
}

/** The area of the level above in which most of an outline lies. */
function parentFor(areas: readonly EditArea[], drawn: Shape, level: Level): EditArea | undefined {
  const above = areas.filter((area) => area.level === LEVELS[LEVELS.indexOf(level) - 1])
  const faces = cut(drawn, edgesOf(above)).map((face): Shape => ({ type: 'Polygon', coordinates: face }))
  const shares = above.map((area) => {
    const inside = faces.filter((face) => isIn(face, area))
    return { area, size: inside.reduce((sum, face) => sum + areaM2(face), 0) }
  })
  return shares.filter(({ size }) => size > 0).sort((a, b) => b.size - a.size)[0]?.area
}

function isIn(shape: Shape, { geometry }: EditArea): boolean {
  const middle = middleOf(shape)
  return middle !== null && covers(geometry, middle)
}

function edgesOf(areas: readonly EditArea[]): Segment[] {
  const edges: Segment[] = []
  for (const { geometry } of areas) eachEdge(geometry, (a, b) => edges.push([a, b]))
  return edges
}

interface Face {
  face: Ring[]
  owner: EditArea | undefined
}

/** The pieces of an outline inside the parent, each with the sibling that has it. */
function facesOf(drawn: Shape, parent: EditArea | undefined, siblings: readonly EditArea[]): Face[] {
  const lines = edgesOf(parent === undefined ? siblings : [...siblings, parent])
  return cut(drawn, lines)
    .map((face) => ({ face, shape: { type: 'Polygon', coordinates: face } as Shape }))
    .filter(({ shape }) => parent === undefined || isIn(shape, parent))
    .map(({ face, shape }) => ({ face, owner: siblings.find((area) => isIn(shape, area)) }))
}

function nothingFree(faces: readonly Face[], at: LonLat): Outcome {
  const owners = [...new Set(faces.flatMap(({ owner }) => owner ?? []))].map((area) => area.name)
  return refuse(
    'no-free-land',
    `这里没有空地${owners.length > 0 ? `，已属于 ${owners.slice(0, 5).join('、')}` : ''}`,
    `No land is free here${owners.length > 0 ? `: it belongs to ${owners.slice(0, 5).join(', ')}` : ''}`,
    at,
  )
}

/** The neighbours without what the new area takes, and what lies below them on its side of the new border. */
function divide(
  division: Division,
  losers: readonly EditArea[],
  made: EditArea,
): { put: EditArea[]; remove: string[] } {
  const put: EditArea[] = [made]
  const remove: string[] = []
  for (const loser of losers) {
    const rest = cut(loser.geometry, division.segments).filter(
      (piece) => !isIn({ type: 'Polygon', coordinates: piece }, made),
    )
    const left = rest.length === 0 ? [] : [{ ...loser, geometry: shapeOf(rest) }]
    if (left.length === 0) remove.push(loser.code)
    put.push(...left, ...handDown(division, loser.code, [made, ...left]))
  }
  return { put, remove }
}

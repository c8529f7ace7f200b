import { areaM2 } from '../interior.ts'
import { LEVELS, type LonLat } from '../types.ts'
import { outcome } from './apply.ts'
import { type Arrangement, areasMeeting } from './arrangement.ts'
import { cut, cuttingSegments } from './cut.ts'
import { type EditArea, type Outcome, refuse } from './edit.ts'
import { type Division, handDown, newBeside, takenIn } from './handDown.ts'
import { lineCrossing } from './line.ts'
import { nodeTogether } from './node.ts'
import { boxOfPositions, polygonsOf, type Ring, type Segment, shapeOf, WELD_DEG } from './rings.ts'

/**
 * Divides an area along a drawn line into its contiguous pieces, and with it whatever lies below it. The largest piece
 * keeps the code. What of the line lies outside or ends inside counts for nothing.
 */
export function split(arrangement: Arrangement, { code, line }: { code: string; line: readonly LonLat[] }): Outcome {
  const area = arrangement.areas.get(code)
  if (area === undefined) return refuse('unknown-area', `没有区域 ${code}`, `There is no area ${code}`)
  if (area.level === LEVELS[0])
    return refuse('one-district', '一个版本只有一个区县，不能分割', 'An edition has one district; it cannot be split')
  const own = lineCrossing(line)
  if (own !== null) return refuse('line-crosses-itself', '所画的线自相交', 'The line crosses itself', own)
  const kept = usefulParts(area, line)
  if (kept.length === 0) return doesNotCut(line)
  const around = areasMeeting(arrangement, boxOfPositions(kept.flat(), WELD_DEG))
  const { areas, segments } = nodeTogether(around, kept)
  const noded = new Map(areas.map((one) => [one.code, one]))
  const pieces = piecesOf(noded.get(code)!, segments)
  if (pieces.length < 2) return doesNotCut(line)

  const division: Division = { arrangement, noded, segments, taken: takenIn(arrangement), action: 'split' }
  const parts = pieces.map((polygons, n): EditArea => {
    const geometry = shapeOf(polygons)
    return n === 0 ? { ...area, geometry } : { ...newBeside(division, area), geometry }
  })
  const below = handDown(division, code, parts)
  const made = new Map([...noded.values(), ...parts, ...below].map((one) => [one.code, one]))
  const divided = below.filter((one) => !arrangement.areas.has(one.code)).length
  return outcome(arrangement, {
    put: [...made.values()],
    words: {
      zh: `将 ${area.name}（${code}）分割为 ${parts.length} 块${divided > 0 ? `，下级新增 ${divided} 个` : ''}`,
      en: `Split ${area.name} (${code}) into ${parts.length}${divided > 0 ? `; ${divided} more below it` : ''}`,
    },
  })
}

const doesNotCut = (line: readonly LonLat[]) =>
  refuse(
    'line-does-not-cut',
    '这条线没有把区域分成两块：两端须到达边界',
    'The line does not cut the area in two: both ends must reach its border',
    line.at(-1),
  )

/** The parts of a line that lead through an area from border to border. */
function usefulParts(area: EditArea, line: readonly LonLat[]): Segment[] {
  const { areas, segments } = nodeTogether([area], [line.map(([lon, lat]) => [lon, lat])])
  return polygonsOf(areas[0]!.geometry).flatMap((polygon) => cuttingSegments(polygon, segments))
}

/** The contiguous pieces, largest first; polygons the line leaves whole stay with the largest. */
function piecesOf(area: EditArea, segments: readonly Segment[]): Ring[][][] {
  const faces = polygonsOf(area.geometry).map((polygon) => cut({ type: 'Polygon', coordinates: polygon }, segments))
  const [largest, ...others] = faces
    .filter((some) => some.length > 1)
    .flat()
    .sort((a, b) => areaM2({ type: 'Polygon', coordinates: b }) - areaM2({ type: 'Polygon', coordinates: a }))
  if (largest === undefined) return []
  return [[largest, ...faces.filter((some) => some.length === 1).flat()], ...others.map((polygon) => [polygon])]
}

import { outcome } from './apply.ts'
import { type Arrangement, childrenOf } from './arrangement.ts'
import { type EditArea, type Outcome, type Refusal, refuse } from './edit.ts'
import { boxOfPositions, boxOfShape, eachEdge, edgeKey, shapeOf } from './rings.ts'
import { unite } from './unite.ts'
import { weld } from './weld.ts'

/**
 * Makes one area of two or more neighbours of one parent. It has the code and name of `keep`, else of the first; what
 * lay below the others now lies below it.
 */
export function merge(
  arrangement: Arrangement,
  { codes, keep = codes[0]! }: { codes: readonly string[]; keep?: string },
): Outcome {
  const areas = [...new Set(codes)].flatMap((code) => arrangement.areas.get(code) ?? [])
  const refusal = unfit(arrangement, codes, areas)
  if (refusal !== null) return refusal
  const welded = weld(areas, boxOfPositions(areas.flatMap(({ geometry }) => corners(geometry))))
  const apart = notTouching(welded)
  if (apart !== undefined) {
    return refuse(
      'not-neighbours',
      `${apart.name}（${apart.code}）与其余区域没有共同边界`,
      `${apart.name} (${apart.code}) shares no border with the others`,
    )
  }
  const heir = areas.find(({ code }) => code === keep) ?? areas[0]!
  const gone = areas.filter((area) => area !== heir)
  const merged: EditArea = {
    ...heir,
    geometry: shapeOf(unite(welded.map(({ geometry }) => geometry))),
    source: { ...heir.source, merged: gone.map(({ code }) => code) },
  }
  const adopted = gone.flatMap(({ code }) =>
    childrenOf(arrangement, code).map((child) => ({ ...child, parent: heir.code })),
  )
  return outcome(arrangement, {
    remove: gone.map(({ code }) => code),
    put: [merged, ...adopted],
    words: {
      zh: `将 ${gone.map(({ name }) => name).join('、')} 并入 ${heir.name}（${heir.code}）`,
      en: `Merged ${gone.map(({ code }) => code).join(', ')} into ${heir.name} (${heir.code})`,
    },
  })
}

const corners = (geometry: EditArea['geometry']) => {
  const [west, south, east, north] = boxOfShape(geometry)
  return [
    [west, south],
    [east, north],
  ]
}

function unfit(arrangement: Arrangement, codes: readonly string[], areas: readonly EditArea[]): Refusal | null {
  const missing = codes.find((code) => !areas.some((area) => area.code === code))
  if (missing !== undefined) return refuse('unknown-area', `没有区域 ${missing}`, `There is no area ${missing}`)
  const [first, second] = areas
  if (first === undefined || second === undefined)
    return refuse('too-few-areas', '请选择两个或更多区域', 'Choose two areas or more')
  const level = areas.find((area) => area.level !== first.level)
  if (level !== undefined) return refuse('other-levels', '所选区域不在同一级', 'The areas are not of one level')
  const parent = areas.find((area) => area.parent !== first.parent)
  if (parent !== undefined) {
    const named = (area: EditArea) => arrangement.areas.get(area.parent ?? '')?.name ?? area.parent ?? '—'
    return refuse(
      'other-parents',
      `上级不同：${first.name} 属于 ${named(first)}，${parent.name} 属于 ${named(parent)}。请先改成同一上级`,
      `Their parents differ: ${first.name} is in ${named(first)}, ${parent.name} in ${named(parent)}. Give them one parent first`,
    )
  }
  return null
}

/** An area that no chain of shared edges joins to the first. */
function notTouching(areas: readonly EditArea[]): EditArea | undefined {
  const edges = areas.map(({ geometry }) => {
    const keys = new Set<string>()
    eachEdge(geometry, (a, b) => keys.add(edgeKey(a, b)))
    return keys
  })
  const joined = new Set([0])
  for (const at of joined) {
    areas.forEach((_, n) => {
      if (!joined.has(n) && [...edges[n]!].some((edge) => edges[at]!.has(edge))) joined.add(n)
    })
  }
  return areas.find((_, n) => !joined.has(n))
}

import type { Position } from 'geojson'
import type { Plane } from './plane.ts'

/** A straight stretch between two faces; `right` is -1 on the border of the parent. */
export interface Edge {
  left: number
  right: number
  from: Position
  to: Position
  lengthM: number
}

/** The edges of faces that match vertex by vertex, each once. */
export function edgesOf(faces: readonly { rings: Position[][] }[], plane: Plane): Edge[] {
  const numbers = new Map<string, number>()
  const numberOf = ([lon, lat]: Position) => {
    const key = `${lon} ${lat}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, numbers.size)
    return numbers.size - 1
  }
  const edges = new Map<string, Edge>()
  faces.forEach(({ rings }, face) => {
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const [from, to] = [ring[i - 1]!, ring[i]!]
        const [a, b] = [numberOf(from), numberOf(to)]
        if (a === b) continue
        const key = a < b ? `${a} ${b}` : `${b} ${a}`
        const there = edges.get(key)
        if (there === undefined) edges.set(key, { left: face, right: -1, from, to, lengthM: plane.length(from, to) })
        else there.right = face
      }
    }
  })
  return [...edges.values()].filter(({ left, right }) => left !== right)
}

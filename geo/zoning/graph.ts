import type { SharedBorder } from './zoning.ts'

/** Who touches whom: for each street its neighbours with the metres they share. */
export interface StreetGraph {
  neighbours: readonly (readonly { street: number; metres: number }[])[]
}

/** Borders of length zero stand for declared bridges and connect as well. */
export function streetGraph(streets: number, borders: readonly SharedBorder[]): StreetGraph {
  const neighbours = Array.from({ length: streets }, () => new Map<number, number>())
  for (const { a, b, metres } of borders) {
    neighbours[a]!.set(b, (neighbours[a]!.get(b) ?? 0) + metres)
    neighbours[b]!.set(a, (neighbours[b]!.get(a) ?? 0) + metres)
  }
  return { neighbours: neighbours.map((near) => [...near].map(([street, metres]) => ({ street, metres }))) }
}

/** The connected groups among some streets, each in the order it was met. */
export function components(graph: StreetGraph, streets: Iterable<number>): number[][] {
  const left = new Set(streets)
  const groups: number[][] = []
  for (const first of left) {
    const group = [first]
    left.delete(first)
    for (const street of group) {
      for (const next of graph.neighbours[street]!) {
        if (left.delete(next.street)) group.push(next.street)
      }
    }
    groups.push(group)
  }
  return groups
}

/** True when the streets hang together; nothing does not. */
export const isContiguous = (graph: StreetGraph, streets: readonly number[]): boolean =>
  components(graph, streets).length === 1

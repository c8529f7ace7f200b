import { directed } from './cut.ts'
import { keyOf, polygonsOf, type Ring, type Segment, type Shape } from './rings.ts'
import { trace } from './trace.ts'

/**
 * The union of shapes that have every shared border vertex by vertex: an edge walked both ways lies inside and goes,
 * what remains is the outer border, each vertex where it was.
 */
export function unite(shapes: readonly Shape[]): Ring[][] {
  const open = new Map<string, Segment>()
  for (const edge of shapes.flatMap(polygonsOf).flatMap(directed)) {
    const back = nameOf([edge[1], edge[0]])
    if (!open.delete(back)) open.set(nameOf(edge), edge)
  }
  return trace([...open.values()])
}

const nameOf = ([a, b]: Segment) => `${keyOf(a)},${keyOf(b)}`

/** A shape less others inside it that have every shared border vertex by vertex. */
export function without(shape: Shape, parts: readonly Shape[]): Ring[][] {
  const open = new Map(
    polygonsOf(shape)
      .flatMap(directed)
      .map((edge) => [nameOf(edge), edge]),
  )
  for (const edge of parts.flatMap(polygonsOf).flatMap(directed)) {
    const back: Segment = [edge[1], edge[0]]
    if (!open.delete(nameOf(edge))) open.set(nameOf(back), back)
  }
  return trace([...open.values()])
}

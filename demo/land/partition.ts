import type { Mesh } from './mesh.ts'
import { distance, type Spot } from './plane.ts'

/** A seat from which a part grows; a larger reach carries it further. `held` faces belong to it from the start. */
export interface Seed {
  at: Spot
  reach: number
  held: readonly number[]
}

/**
 * Grows parts over a connected set of faces, nearest face first, so that every part is connected and every face
 * belongs to exactly one. Answers the part of each face. Every seed holds at least one face.
 */
export function grow(mesh: Mesh, faces: readonly number[], seeds: readonly Seed[]): Map<number, number> {
  const open = new Set(faces)
  const part = new Map<number, number>()
  const heap = new Heap()
  const take = (face: number, owner: number) => {
    open.delete(face)
    part.set(face, owner)
    const { at, reach } = seeds[owner]!
    for (const next of mesh.neighbours[face]!)
      if (open.has(next)) heap.push({ far: distance(mesh.sites[next]!, at) / reach, face: next, owner })
  }
  seeds.forEach(({ held }, owner) => {
    for (const face of held) take(face, owner)
  })
  for (let nearest = heap.pop(); nearest; nearest = heap.pop())
    if (open.has(nearest.face)) take(nearest.face, nearest.owner)
  if (open.size > 0) throw new Error(`${open.size} faces cannot be reached from any seed`)
  return part
}

/**
 * Cuts a connected set of faces into exactly `count` connected parts of similar extent: seats spread far apart,
 * then moved to the middle of their parts a few times. Parts come in no particular order.
 */
export function cut(mesh: Mesh, faces: readonly number[], count: number): number[][] {
  if (faces.length < count) throw new Error(`${faces.length} faces cannot make ${count} parts`)
  let seats = farApart(mesh, faces, count)
  let parts: number[][] = []
  for (let round = 0; round < 8; round++) {
    const seeds = seats.map((face) => ({ at: mesh.sites[face]!, reach: 1, held: [face] }))
    parts = seats.map(() => [])
    for (const [face, owner] of grow(mesh, faces, seeds)) parts[owner]!.push(face)
    seats = parts.map((part) => middleFace(mesh, part))
  }
  return parts
}

/** Connected pieces of a set of faces, largest first. */
export function components(mesh: Mesh, faces: readonly number[]): number[][] {
  const open = new Set(faces)
  const pieces: number[][] = []
  for (const first of faces) {
    if (!open.delete(first)) continue
    const piece = [first]
    for (const face of piece) piece.push(...mesh.neighbours[face]!.filter((next) => open.delete(next)))
    pieces.push(piece)
  }
  return pieces.sort((a, b) => b.length - a.length)
}

/** The part's middle, weighted by the size of its faces. */
export function middle(mesh: Mesh, part: readonly number[]): Spot {
  const whole = part.reduce((sum, face) => sum + mesh.sizes[face]!, 0)
  const mean = (axis: 0 | 1) => part.reduce((sum, face) => sum + mesh.sites[face]![axis] * mesh.sizes[face]!, 0) / whole
  return [mean(0), mean(1)]
}

function middleFace(mesh: Mesh, part: readonly number[]): number {
  return nearestFace(mesh, part, middle(mesh, part))
}

export function nearestFace(mesh: Mesh, part: readonly number[], spot: Spot): number {
  return part.reduce((best, face) =>
    distance(mesh.sites[face]!, spot) < distance(mesh.sites[best]!, spot) ? face : best,
  )
}

function farApart(mesh: Mesh, faces: readonly number[], count: number): number[] {
  const seats = [middleFace(mesh, faces)]
  const gap = new Map(faces.map((face) => [face, distance(mesh.sites[face]!, mesh.sites[seats[0]!]!)]))
  while (seats.length < count) {
    const taken = new Set(seats)
    const next = faces
      .filter((face) => !taken.has(face))
      .reduce((best, face) => (gap.get(face)! > gap.get(best)! ? face : best))
    seats.push(next)
    for (const face of faces) gap.set(face, Math.min(gap.get(face)!, distance(mesh.sites[face]!, mesh.sites[next]!)))
  }
  return seats
}

interface Step {
  far: number
  face: number
  owner: number
}

/** Nearest first; equals by face, then owner, so that the order never depends on how they came. */
class Heap {
  readonly #steps: Step[] = []

  push(step: Step): void {
    const steps = this.#steps
    let at = steps.push(step) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!before(steps[at]!, steps[up]!)) break
      ;[steps[at], steps[up]] = [steps[up]!, steps[at]!]
      at = up
    }
  }

  pop(): Step | undefined {
    const steps = this.#steps
    const first = steps[0]
    const last = steps.pop()
    if (!first || !last || steps.length === 0) return first
    steps[0] = last
    for (let at = 0; ; ) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < steps.length && before(steps[child]!, steps[least]!)) least = child
      if (least === at) return first
      ;[steps[at], steps[least]] = [steps[least]!, steps[at]!]
      at = least
    }
  }
}

function before(a: Step, b: Step): boolean {
  return a.far !== b.far ? a.far < b.far : a.face !== b.face ? a.face < b.face : a.owner < b.owner
}

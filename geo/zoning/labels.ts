import { boundStreets } from './groups.ts'
import type { ZoningProblem } from './zoning.ts'

/**
 * Which of today's zones each new zone continues: a label bound by a lock or seat goes where its streets went, the
 * others so that the fewest streets move (a maximum assignment; equal ones by the order of labels).
 */
export function labelZones(problem: ZoningProblem, zones: readonly (readonly number[])[]): (string | null)[] {
  const labels: (string | null)[] = zones.map(() => null)
  const bound = boundStreets(problem)
  for (const [label, streets] of bound) {
    const at = zones.findIndex((zone) => zone.some((street) => streets.has(street)))
    if (at >= 0) labels[at] = label
  }
  const free = [...new Set(problem.today.filter((label) => label !== null))].filter((label) => !bound.has(label)).sort()
  const open = zones.flatMap((_, n) => (labels[n] === null ? [n] : []))
  const kept = open.map((n) =>
    free.map((label) => zones[n]!.filter((street) => problem.today[street] === label).length),
  )
  assign(kept).forEach((label, row) => {
    if (label >= 0 && kept[row]![label]! > 0) labels[open[row]!] = free[label]!
  })
  return labels
}

/** Streets that stand in a zone today and leave it. */
export const movedStreets = (
  problem: ZoningProblem,
  zones: readonly (readonly number[])[],
  labels: readonly (string | null)[],
): number[] =>
  zones
    .flatMap((streets, n) =>
      streets.filter((street) => problem.today[street] !== null && problem.today[street] !== labels[n]),
    )
    .sort((a, b) => a - b)

/**
 * The assignment of rows to different columns with the largest sum (Kuhn's Hungarian method, potentials form); -1 for
 * a row that is given none because there are fewer columns.
 */
export function assign(worth: readonly (readonly number[])[]): number[] {
  const rows = worth.length
  const columns = Math.max(rows, worth[0]?.length ?? 0)
  const cost = (row: number, column: number) => -(worth[row]![column] ?? 0)
  const rowPotential = new Float64Array(rows + 1)
  const columnPotential = new Float64Array(columns + 1)
  const takenBy = new Int32Array(columns + 1)
  for (let row = 1; row <= rows; row++) {
    const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY)
    const via = new Int32Array(columns + 1)
    const seen = new Uint8Array(columns + 1)
    takenBy[0] = row
    let at = 0
    do {
      seen[at] = 1
      const holder = takenBy[at]!
      let delta = Number.POSITIVE_INFINITY
      let next = 0
      for (let column = 1; column <= columns; column++) {
        if (seen[column]) continue
        const reduced = cost(holder - 1, column - 1) - rowPotential[holder]! - columnPotential[column]!
        if (reduced < least[column]!) {
          least[column] = reduced
          via[column] = at
        }
        if (least[column]! < delta) {
          delta = least[column]!
          next = column
        }
      }
      for (let column = 0; column <= columns; column++) {
        if (seen[column]) {
          rowPotential[takenBy[column]!]! += delta
          columnPotential[column]! -= delta
        } else least[column]! -= delta
      }
      at = next
    } while (takenBy[at] !== 0)
    for (; at !== 0; at = via[at]!) takenBy[at] = takenBy[via[at]!]!
  }
  const given = Array.from({ length: rows }, () => -1)
  for (let column = 1; column <= columns; column++) {
    const row = takenBy[column]! - 1
    if (row >= 0 && column <= (worth[row]?.length ?? 0)) given[row] = column - 1
  }
  return given
}

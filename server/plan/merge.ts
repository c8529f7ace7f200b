import type { PlannedCheck, Visit } from './check.ts'

export interface Merged {
  visits: Visit[]
  /**
   * One check a visit; at one premises no two of them share a working day, so no plan can do with fewer visits.
   * Anybody can verify it without knowing how it was found.
   */
  certificate: PlannedCheck[]
  /** Checks that no working day can serve. */
  impossible: PlannedCheck[]
}

/**
 * The fewest visits that serve every check: interval stabbing by earliest due date, exact for each premises.
 * `workingDays` are the local days on which crews go out, ascending; windows are narrowed to them first.
 */
export function merge(checks: readonly PlannedCheck[], workingDays: readonly string[]): Merged {
  const narrowed = checks.map((check) => ({ check, ...narrow(check, workingDays) }))
  const merged: Merged = {
    visits: [],
    certificate: [],
    impossible: narrowed.filter(({ from, to }) => from > to).map(({ check }) => check),
  }
  const possible = narrowed.filter(({ from, to }) => from <= to)
  for (const [premises, windows] of Map.groupBy(possible, ({ check }) => check.premises)) {
    for (const group of stab(windows)) {
      const release = Math.max(...group.map(({ from }) => from))
      const due = Math.min(...group.map(({ to }) => to))
      merged.visits.push({
        premises,
        checks: group.map(({ check }) => check),
        release: workingDays[release]!,
        due: workingDays[due]!,
      })
      merged.certificate.push(group[0]!.check)
    }
  }
  return merged
}

interface Window {
  check: PlannedCheck
  from: number
  to: number
}

/** First and last index into the working days inside the check's window; from > to where there is none. */
function narrow(check: PlannedCheck, workingDays: readonly string[]): { from: number; to: number } {
  const from = workingDays.findIndex((day) => day >= check.release)
  const to = workingDays.findLastIndex((day) => day <= check.due)
  return { from: from === -1 ? workingDays.length : from, to }
}

/** Groups windows so that each group shares the earliest due day among its members, greedily: the minimum. */
function stab(windows: readonly Window[]): Window[][] {
  const byDue = [...windows].sort((a, b) => a.to - b.to || a.from - b.from || a.check.id - b.check.id)
  const groups: Window[][] = []
  let stabbed = -1
  for (const window of byDue) {
    if (window.from > stabbed) {
      groups.push([])
      stabbed = window.to
    }
    groups.at(-1)!.push(window)
  }
  return groups
}

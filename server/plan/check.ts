/** A department intends to check one matter at one premises between two local days ('YYYY-MM-DD', both included). */
export interface PlannedCheck {
  id: number
  premises: number
  matter: string
  unit: string
  release: string
  due: string
}

/** Planned checks of one premises merged into one call; every day of its window suits all of them. */
export interface Visit {
  premises: number
  checks: readonly PlannedCheck[]
  release: string
  due: string
}

/** Departments that must be there. */
export const unitsOf = (visit: Visit): string[] => [...new Set(visit.checks.map((check) => check.unit))].sort()

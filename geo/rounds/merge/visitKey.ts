import type { Visit } from './visit.ts'

/** A visit is the same if it serves the same planned checks, whatever its number. */
export const keyOf = ({ checks }: Pick<Visit, 'checks'>): string => [...checks].sort().join(' ')

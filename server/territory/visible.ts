import type { Role } from '../api/terms.ts'
import type { EditionStatus } from './edition.ts'

/** Administrators see every edition, everybody else what is published; `visibleVersion` of the store says the same. */
export const isVisibleTo = ({ status }: { status: EditionStatus }, role: Role): boolean =>
  status === 'published' || role === 'administrator'

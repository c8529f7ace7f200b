import type { ProblemCode } from '../errors.ts'
import type { Edition } from './edition.ts'

/** Why an edition may not be published. */
export interface PublishRefusal {
  refusal: Extract<ProblemCode, 'illegal-move' | 'not-publishable'>
  facts: Record<string, unknown>
}

/**
 * Whether an edition may come into force: it has areas and was checked since its last change; open faults need the
 * explicit word of whoever publishes, and are then shown with every answer that shows the edition.
 */
export function publish(edition: Edition, asked: { acceptFaults: boolean }): { knownFaults: boolean } | PublishRefusal {
  const { id, status, faults, counts } = edition
  if (status !== 'checked' || faults === null) return { refusal: 'illegal-move', facts: { edition: id, status } }
  if (Object.keys(counts).length === 0) return { refusal: 'not-publishable', facts: { edition: id, areas: 0 } }
  if (faults > 0 && !asked.acceptFaults) return { refusal: 'not-publishable', facts: { edition: id, faults } }
  return { knownFaults: faults > 0 }
}

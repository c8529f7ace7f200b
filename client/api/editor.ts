import { ask } from '../ask.ts'
import { EditionOut } from './draft.ts'

/** A new draft with the areas of an edition. */
export const copyEdition = (edition: number, name: string) =>
  ask(EditionOut, 'POST', '/api/territory/editions', { name, copyOf: edition })

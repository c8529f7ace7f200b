import type { Box } from '../../geo/types.ts'
import { ask } from '../ask.ts'
import { ExactAreas } from './draft.ts'

/** The areas of every level whose box meets a box, at full precision. */
export const areasAround = (edition: number, box: Box) =>
  ask(ExactAreas, 'GET', `/api/territory/editions/${edition}/around?box=${box.join(',')}`)

import type { Geos } from '../geos.ts'
import type { Area } from '../types.ts'
import { type Fault, fault } from './fault.ts'

/** An area whose polygon is invalid, with the reason and the place that GEOS names. */
export const invalid = (geos: Geos, area: Area): Fault[] =>
  geos.scope((shapes) => {
    const found = shapes.invalidity(shapes.of(area.geometry))
    return found === null ? [] : [fault('invalid', area, { at: found.at, reason: found.reason })]
  })

import { type Field, nearLegs } from './field.ts'

/** Some stops of a field as a field of their own; place k of it is places[k] of the whole, 0 the depot. */
export interface Part {
  field: Field
  places: Int32Array
}

/** Cuts out some stops. Neighbours are those of the whole that are in the part too. */
export function partOf(whole: Field, stops: readonly number[]): Part {
  const places = Int32Array.of(0, ...stops)
  const size = places.length
  const { nearCount } = whole
  const pick = (of: Int32Array) => places.map((place) => of[place]!)
  const inPart = new Int32Array(whole.size)
  for (let k = 1; k < size; k++) inPart[places[k]!] = k
  const near = new Int32Array(size * nearCount)
  for (let k = 1; k < size; k++) {
    let found = 0
    for (let n = 0; n < nearCount; n++) {
      const other = inPart[whole.near[places[k]! * nearCount + n]!]!
      if (other !== 0) near[k * nearCount + found++] = other
    }
    near.fill(k, k * nearCount + found, (k + 1) * nearCount)
  }
  const legs = whole.legs.part(places)
  const field: Field = {
    ...whole,
    size,
    legs,
    demand: pick(whole.demand),
    ready: pick(whole.ready),
    due: pick(whole.due),
    service: pick(whole.service),
    near,
    ...nearLegs(legs, near, nearCount),
  }
  return { field, places }
}

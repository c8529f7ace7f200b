/** Districts that the Chicago police closed before 2013; complaints kept naming them. 0 and blank name none. */
const CLOSED = new Set(['13', '21', '23', '0', ''])

/** A complaint: the police district the city recorded, and the street (here a police district) it was located in. */
export interface Place {
  recorded: string
  street: string | null
  positioned: boolean
}

/** How often the district a complaint was located in is the one the city recorded. */
export interface Agreement {
  rows: number
  agreeing: number
  /** Rows recorded under a closed district or under none, and how many of them were located. */
  closed: number
  closedLocated: number
  /** Located rows that were recorded under a district that exists: every one of these could agree. */
  comparable: number
  unlocated: number
  withoutPosition: number
}

export function agreementOf(places: readonly Place[]): Agreement {
  const located = places.filter(({ street }) => street !== null)
  const comparable = located.filter(({ recorded }) => !CLOSED.has(recorded))
  return {
    rows: places.length,
    agreeing: comparable.filter(({ recorded, street }) => Number(street) === Number(recorded)).length,
    closed: places.filter(({ recorded }) => CLOSED.has(recorded)).length,
    closedLocated: located.length - comparable.length,
    comparable: comparable.length,
    unlocated: places.length - located.length,
    withoutPosition: places.filter(({ positioned }) => !positioned).length,
  }
}

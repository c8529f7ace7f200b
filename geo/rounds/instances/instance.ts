/** A public routing instance as its file says it: place 0 is the depot. */
export interface Instance {
  name: string
  x: number[]
  y: number[]
  demand: number[]
  capacity: number
  /** Vehicles there are, null where the file names none. */
  vehicles: number | null
  /** Windows and service times of every place; null where the file has none. */
  times: { ready: number[]; due: number[]; service: number[] } | null
}

/** What in a file does not fit: expected and got are plain words or the text itself. */
export class InstanceFault extends Error {
  readonly line: number
  readonly expected: string
  readonly got: string

  constructor(line: number, expected: string, got: string) {
    super(`line ${line}: expected ${expected}, got ${got}`)
    this.line = line
    this.expected = expected
    this.got = got
  }
}

/** How a set of instances counts a straight line, so that best known values can be compared. */
export type Convention =
  /** CVRPLIB: to the nearest whole number. */
  | 'integer'
  /** 12th DIMACS challenge: down to one decimal. */
  | 'dimacs'
  /** As it is (fewest vehicles first: SINTEF). */
  | 'exact'

/** Throws an InstanceFault where the numbers cannot be an instance. */
export function born(instance: Instance, line: number): Instance {
  const { x, y, demand, capacity, times } = instance
  if (x.length < 2) throw new InstanceFault(line, 'a depot and at least one customer', `${x.length} places`)
  if (!(capacity > 0)) throw new InstanceFault(line, 'a capacity above 0', String(capacity))
  if (demand.length !== x.length || y.length !== x.length)
    throw new InstanceFault(line, `a demand for each of ${x.length} places`, `${demand.length} demands`)
  const heavy = demand.findIndex((load) => !Number.isInteger(load) || load < 0 || load > capacity)
  if (heavy >= 0)
    throw new InstanceFault(line, `whole demands from 0 to ${capacity}`, `${demand[heavy]} at place ${heavy}`)
  const closed = times?.due.findIndex((due, k) => due < times.ready[k]! || times.service[k]! < 0) ?? -1
  if (closed >= 0) throw new InstanceFault(line, 'windows that end after they begin', `place ${closed}`)
  return instance
}

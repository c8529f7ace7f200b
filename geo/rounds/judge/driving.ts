import type { ProblemFile } from './problemFile.ts'

/** Seconds from one named place (`zone:ID`, `premises:ID`) to another, parking at a premises included; null: no way. */
export type Drive = (from: string, to: string) => number | null

const EARTH_M = 6_371_008.8

/** Driving by the travel rule of a problem file. Straight lines are chords turned into arcs, to the nearest second. */
export function driving({ travel, zones, premises }: ProblemFile): Drive {
  if (travel.kind === 'table') {
    const at = new Map(travel.places.map((place, row) => [place, row]))
    return (from, to) => travel.seconds[at.get(from) ?? -1]?.[at.get(to) ?? -1] ?? null
  }
  const { circuity = 1.32, kmPerHour = 22, stopS = 0 } = travel
  const onSphere = new Map<string, Vector>([
    ...zones.map(({ id, seat }) => [`zone:${id}`, unit(seat)] as const),
    ...premises.map(({ id, at }) => [`premises:${id}`, unit(at)] as const),
  ])
  return (from, to) => {
    const a = onSphere.get(from)
    const b = onSphere.get(to)
    if (a === undefined || b === undefined) return null
    const metres = 2 * EARTH_M * Math.asin(Math.min(1, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / 2))
    return Math.round((metres * circuity) / (kmPerHour / 3.6)) + (to.startsWith('premises:') ? stopS : 0)
  }
}

type Vector = readonly [number, number, number]

function unit([longitude, latitude]: readonly [number, number]): Vector {
  const [lon, lat] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180]
  return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)]
}

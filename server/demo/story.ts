import type { DemoReport } from '../../demo/dataSet.ts'
import type { Actor } from '../report/actor.ts'
import type { Deed, Story } from '../report/history.ts'
import type { Report } from '../report/report.ts'

/** Who acts in the demo's past. */
export interface Cast {
  operator: Actor
  /** Teams by the street they carry out for. */
  teams: ReadonlyMap<string, string>
  /** Certified people by unit. */
  officers: ReadonlyMap<string, readonly number[]>
}

const MINUTE = 60_000

/** A report of the data set as a past that can be told: what people did, at the times the data set has for it. */
export function storyOf(report: DemoReport, cast: Cast): Story {
  const { position, category, matter, description } = report
  let fixes = 0
  return {
    intake: {
      idempotencyKey: report.key,
      observedAt: report.observedAt,
      position,
      category,
      ...(matter === null ? {} : { matter }),
      description,
    },
    at: new Date(report.receivedAt),
    next: (now) => (now.hold === null ? dispatch(report, now, cast) : settle(report, now, cast, fixes++)),
  }
}

/** An operator finds out what the report left open. */
function settle({ course, truth }: DemoReport, now: Report, { operator }: Cast, fixes: number): Deed[] {
  if (course.settledAt === null) return []
  const at = new Date(Date.parse(course.settledAt) + fixes * 10_000)
  const reason = '电话核实'
  if (now.hold === 'triage') return [{ wish: { move: 'classify', matter: truth.matter, reason }, at, by: operator }]
  if (now.hold === 'ambiguous') {
    return [{ wish: { move: 'settle', microGrid: truth.leaf, reason }, at, by: operator }]
  }
  const position = { crs: 'wgs84', x: truth.lon, y: truth.lat, accuracyM: 5 }
  return [{ wish: { move: 'repin', position, reason }, at, by: operator }]
}

/** The operator sends the owner's people; they accept, sometimes give it back once, and close. */
function dispatch({ course, key }: DemoReport, now: Report, { operator, teams, officers }: Cast): Deed[] {
  const { assignedAt, settledAt, returnedAt, acceptedAt, closedAt, result } = course
  if (now.state !== 'routed' || assignedAt === null) return []
  const unit = teams.get(now.owner!) ?? now.owner!
  const people = officers.get(unit) ?? []
  const person = people[Number(key.slice(-5)) % people.length]
  const assign = { move: 'assign', unit, ...(person === undefined ? {} : { person }) } as const
  const officer: Actor = { account: null, role: 'officer', units: [unit] }

  const deeds: Deed[] = []
  let clock = now.version > ROUTED_AT_ONCE && settledAt !== null ? Date.parse(settledAt) + MINUTE : 0
  const at = (planned: string) => {
    clock = Math.max(Date.parse(planned), clock + 1_000)
    return new Date(clock)
  }
  deeds.push({ wish: assign, at: at(assignedAt), by: operator })
  if (returnedAt !== null) {
    deeds.push({ wish: { move: 'return', reason: '本队警力已全部外出，请改派' }, at: at(returnedAt), by: officer })
    deeds.push({ wish: assign, at: at(returnedAt), by: operator })
  }
  if (acceptedAt !== null) deeds.push({ wish: { move: 'accept' }, at: at(acceptedAt), by: officer })
  if (closedAt !== null) deeds.push({ wish: { move: 'close', result }, at: at(closedAt), by: officer })
  return deeds
}

/** Received, located and routed without a person: the version such a report has. */
const ROUTED_AT_ONCE = 3

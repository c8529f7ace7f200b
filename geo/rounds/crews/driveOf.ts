import type { Visit } from '../merge/visit.ts'
import type { Premises } from '../problem/premises.ts'
import type { Problem } from '../problem/problem.ts'
import { beginsOf, halfDaysInSeconds } from './begins.ts'
import { legsOf } from './legsOf.ts'
import type { Drive } from './model.ts'
import { stopSeconds } from './ways.ts'

/**
 * What driving these visits takes: stop k + 1 is visits[k], at premises[k]. All premises must be of the zones given, at
 * most 31.
 */
export function driveOf(
  problem: Problem,
  visits: readonly Visit[],
  premises: readonly Premises[],
  zones: readonly string[],
): Drive {
  const bitOf = new Map(problem.departments.map(({ code }, bit) => [code, 1 << bit]))
  const stopS = stopSeconds(problem.travel)
  const { halfDays } = problem.rules
  const maskOf = ({ departments }: Visit) => departments.reduce((mask, code) => mask | bitOf.get(code)!, 0)
  return {
    size: visits.length + 1,
    legs: legsOf(problem, premises, zones),
    zone: Uint8Array.from([0, ...premises.map(({ zone }) => zones.indexOf(zone))]),
    need: Int32Array.from([0, ...visits.map(maskOf)]),
    checks: Int32Array.from([0, ...visits.map(({ checks }) => checks.length)]),
    stay: Int32Array.from([0, ...visits.map(({ serviceS }) => serviceS + stopS)]),
    begins: beginsOf(halfDays, visits, premises, stopS),
    ...halfDaysInSeconds(halfDays),
  }
}

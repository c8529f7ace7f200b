import type { FrontPoint } from '../../geo/rounds/pareto/front.ts'
import type { Problem } from '../../geo/rounds/problem/problem.ts'
import { hours } from './planWords.ts'

/** The points of a front, a line each, fewest visits first. */
export function frontLines(problem: Problem, front: readonly FrontPoint[]): string[] {
  const names = new Map(problem.departments.map(({ code, name }) => [code, name]))
  const groupsOf = ({ groups }: FrontPoint) =>
    groups.map((codes) => codes.map((code) => names.get(code)).join('＋')).join(' | ')
  return [
    '联合检查 / visits   轮次 / rounds   人·小时 / officer-hours   随到随走 / partial attendance   未安排 / not placed   部门分组 / groups of departments',
    ...front.map((point) =>
      [
        String(point.visits).padStart(17),
        String(point.teamHalfDays).padStart(15),
        hours(point.officerS.whole).padStart(25),
        hours(point.officerS.partial).padStart(30),
        String(point.unplaced).padStart(22),
        `  ${groupsOf(point)}`,
      ].join(' '),
    ),
  ]
}

import { constraintWords } from '../../geo/rounds/plan/constraintWords.ts'
import type { Solution } from '../../geo/rounds/plan/solution.ts'
import type { Problem } from '../../geo/rounds/problem/problem.ts'

/** What a plan costs, how far from the proven bounds it can be, and what departments that leave early would save. */
export function planLines({ cost, bound, officerS, steps }: Solution): string[] {
  const { visits, teamHalfDays, officerHalfDays, travelS } = cost
  const saved = officerS.whole - officerS.partial
  const share = officerS.whole === 0 ? 0 : (100 * saved) / officerS.whole
  return [
    `联合检查 / visits               ${visits}`,
    `轮次（组·半天）/ rounds         ${teamHalfDays}（下界 / bound ${bound.teamHalfDays}，差距 / gap ${gap(teamHalfDays, bound.teamHalfDays)}）`,
    `人·半天 / officer half-days     ${officerHalfDays}（下界 / bound ${bound.officerHalfDays}，差距 / gap ${gap(officerHalfDays, bound.officerHalfDays)}）`,
    `路途小时 / hours of travel      ${hours(travelS)}`,
    `人·小时 / officer-hours         ${hours(officerS.whole)}；随到随走 / partial attendance ${hours(officerS.partial)}，节省 / saves ${hours(saved)}（${share.toFixed(1)} %）`,
    `搜索步数 / steps                ${steps}`,
  ]
}

/** Every planned check that is in no round, and what keeps it out. */
export function unplacedLines(problem: Problem, { unplaced }: Solution): string[] {
  const checks = new Map(problem.checks.map((check) => [check.id, check]))
  const names = new Map(problem.premises.map(({ id, name }) => [id, name]))
  return unplaced.map(({ check, because }) => {
    const name = names.get(checks.get(check)!.premises)
    const words = because.map((constraint) => constraintWords(problem, constraint))
    const [zh, en] = [words.map((one) => one.zh).join('，且'), words.map((one) => one.en).join(', and ')]
    return `未安排 / not placed ${check}（${name}）：${zh} / because ${en}`
  })
}

export const hours = (seconds: number): string => (seconds / 3600).toFixed(1)

const gap = (real: number, bound: number): string =>
  bound === 0 ? '0.0 %' : `${(100 * (real / bound - 1)).toFixed(1)} %`

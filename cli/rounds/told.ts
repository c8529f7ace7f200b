import { judge } from '../../geo/rounds/judge/judge.ts'
import { violationWords } from '../../geo/rounds/judge/words.ts'
import type { Solution } from '../../geo/rounds/plan/solution.ts'
import type { Fault } from '../../geo/rounds/problem/fault.ts'
import type { Problem } from '../../geo/rounds/problem/problem.ts'
import { readProblem } from '../../geo/rounds/problem/readProblem.ts'

/** The problem of what rows can be used; all faults are listed on stderr. Null where nothing can be solved. */
export function problemIn(json: unknown): Problem | null {
  const read = readProblem(json)
  tellFaults('refused' in read ? [read.refused] : read.faults)
  return 'refused' in read ? null : read.problem
}

/** Each fault in both languages on stderr, `of` being the file or option it is in. */
export function tellFaults(faults: readonly Fault[], of = ''): void {
  for (const { path, id, words } of faults) {
    const place = [of, path].filter((part) => part !== '').join(' ')
    const where = id === null ? place : `${place}（${id}）`
    console.error(`${where}：${words.zh}\n${where}: ${words.en}`)
  }
}

/** Whether the judge finds that a solution keeps every rule; says so, or what it breaks. */
export function tellVerdict(problem: Problem, solution: Solution): boolean {
  const violations = judge(problem, solution)
  for (const violation of violations) {
    const { zh, en } = violationWords(violation)
    console.log(`违反规则：${zh} / violation: ${en}`)
  }
  if (violations.length === 0) console.log('独立核验：未发现违反规则 / judge: no violation')
  return violations.length === 0
}

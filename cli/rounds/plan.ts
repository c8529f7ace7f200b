/** The product's own problem: rounds for it, or the front of what joint rounds cost, in plain words on stdout. */
import { writeFileSync } from 'node:fs'
import { solveInThreads } from '../../server/plan/solving.ts'
import { frontLines } from './frontWords.ts'
import { planLines, unplacedLines } from './planWords.ts'
import { searchFront } from './searchFront.ts'
import { problemIn, tellVerdict } from './told.ts'

/** How to search, from the command line. */
export interface PlanWish {
  seed: number
  threads: number
  milliseconds: number
  steps: number | null
  signal: AbortSignal
  /** Where the solution is written as JSON; null: nowhere. */
  out: string | null
}

/** Whether a text is a problem of this product, and not VROOM's: both are JSON objects. */
export function isProblem(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json !== 'object' || json === null || 'vehicles' in json) return false
    return ['premises', 'checks', 'workingDays'].some((name) => name in json)
  } catch {
    return false
  }
}

/** Whether there was a problem to solve and the judge finds that its solution keeps every rule. */
export async function solvePlan(text: string, { out, ...wish }: PlanWish): Promise<boolean> {
  const problem = problemIn(JSON.parse(text))
  if (problem === null) return false
  const solution = await solveInThreads({
    problem,
    ...wish,
    ...(process.stderr.isTTY && {
      onProgress: (done, [left, visits, rounds, crews]) =>
        process.stderr.write(
          `\r${Math.floor(100 * done)} %  未安排 / left ${left}  联合检查 / visits ${visits}  轮次 / rounds ${rounds}  部门·轮次 / crews ${crews}   `,
        ),
    }),
  })
  endProgress()
  for (const line of [...planLines(solution), ...unplacedLines(problem, solution)]) console.log(line)
  const isLawful = tellVerdict(problem, solution)
  if (out !== null) writeFileSync(out, `${JSON.stringify(solution)}\n`)
  return isLawful
}

/** Whether there was a problem; prints what groupings of departments cost. */
export async function showFront(text: string, { out, ...wish }: PlanWish): Promise<boolean> {
  const problem = problemIn(JSON.parse(text))
  if (problem === null) return false
  const front = await searchFront({
    problem,
    ...wish,
    ...(process.stderr.isTTY && { onProgress: (done) => process.stderr.write(`\r${Math.floor(100 * done)} %   `) }),
  })
  endProgress()
  for (const line of frontLines(problem, front)) console.log(line)
  if (out !== null) writeFileSync(out, `${JSON.stringify(front)}\n`)
  return true
}

const endProgress = () => {
  if (process.stderr.isTTY) process.stderr.write('\n')
}

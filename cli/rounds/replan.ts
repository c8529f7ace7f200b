/** A plan after an event: what became different, in plain words on stdout. */
import { writeFileSync } from 'node:fs'
import { judge } from '../../geo/rounds/judge/judge.ts'
import { violationWords } from '../../geo/rounds/judge/words.ts'
import { readSolution } from '../../geo/rounds/plan/readSolution.ts'
import type { Solution } from '../../geo/rounds/plan/solution.ts'
import type { Problem } from '../../geo/rounds/problem/problem.ts'
import type { PlanEvent } from '../../geo/rounds/replan/event.ts'
import { readEvent } from '../../geo/rounds/replan/readEvent.ts'
import { type Replanned, replan } from '../../geo/rounds/replan/replan.ts'
import type { Words } from '../../geo/words.ts'
import { changeLines } from './changeWords.ts'
import { unplacedLines } from './planWords.ts'
import { readText } from './readInstance.ts'
import { problemIn, tellFaults, tellVerdict } from './told.ts'

/** What to re-plan, from the command line. */
export interface ReplanWish {
  /** A file of the problem, or of what a re-plan wrote, which holds its problem and its solution. */
  file: string
  /** The file of the problem's solution; null where `file` holds it. */
  plan: string | null
  event: string
  /** Null: that of the solution. */
  seed: number | null
  /** Where the new problem, its solution and the changes are written as JSON; null: nowhere. */
  out: string | null
}

/** Whether the event could be met and the judge finds that the new plan keeps every rule. @throws the error of `fs` */
export function replanFile({ file, plan, event: eventFile, seed, out }: ReplanWish): boolean {
  const before = plannedIn(file, plan)
  if (before === null) return false
  const event = eventIn(eventFile, before.problem)
  if (event === null) return false
  const solution = seed === null ? before.solution : { ...before.solution, seed }
  const begun = performance.now()
  const again = replan(before.problem, solution, event)
  console.log(`用时（毫秒）/ milliseconds       ${Math.ceil(performance.now() - begun)}`)
  for (const line of [...changeLines(again), ...unplacedLines(again.problem, again.solution)]) console.log(line)
  const isLawful = tellVerdict(again.problem, again.solution)
  if (out !== null) writeFileSync(out, `${JSON.stringify(again)}\n`)
  return isLawful
}

type Planned = Pick<Replanned, 'problem' | 'solution'>

/** A problem and a solution that keeps its rules; what is wrong is listed on stderr. */
function plannedIn(file: string, plan: string | null): Planned | null {
  const json = jsonIn(file)
  const other = plan === null ? undefined : jsonIn(plan)
  if (json === null || other === null) return null
  const both = 'value' in json && isReplanned(json.value) ? json.value : null
  if (both === null && other === undefined) return refused(file, NO_PLAN)
  if (both !== null && other !== undefined) return refused(file, TWO_PLANS)
  if (other !== undefined && isReplanned(other.value)) return refused(plan!, FOR_FILE)
  const problem = problemIn(both?.problem ?? json.value)
  if (problem === null) return null
  const where = plan ?? file
  const read = readSolution(other === undefined ? both!.solution : other.value, problem)
  if ('faults' in read) {
    tellFaults(read.faults, where)
    return null
  }
  return isOf(problem, read.solution, where) ? { problem, solution: read.solution } : null
}

/** Whether a solution keeps the rules of a problem: rounds that break them would stay as they are. */
function isOf(problem: Problem, solution: Solution, where: string): boolean {
  const violations = judge(problem, solution)
  for (const violation of violations) {
    const { zh, en } = violationWords(violation)
    refused(where, {
      zh: `${zh}。该方案不符合此问题，请重新 solve`,
      en: `${en}. This is no plan for the problem; solve again`,
    })
  }
  return violations.length === 0
}

function eventIn(file: string, problem: Problem): PlanEvent | null {
  const json = jsonIn(file)
  if (json === null) return null
  const read = readEvent(json.value, problem)
  if ('event' in read) return read.event
  tellFaults(read.faults, file)
  return null
}

function jsonIn(file: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(readText(file)) as unknown }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return refused(file, { zh: `不是有效的 JSON：${error.message}`, en: `Not valid JSON: ${error.message}` })
  }
}

const isReplanned = (json: unknown): json is Record<'problem' | 'solution', unknown> =>
  typeof json === 'object' && json !== null && 'problem' in json && 'solution' in json

function refused(where: string, words: Words): null {
  tellFaults([{ path: '', id: null, words }], where)
  return null
}

const NO_PLAN: Words = {
  zh: '缺少方案：请用 --plan 给出 solve --out 写出的文件',
  en: 'Without a plan: name with --plan what solve --out wrote',
}
const TWO_PLANS: Words = {
  zh: '该文件已含问题和方案，请去掉 --plan',
  en: 'The file holds its problem and its plan already; leave --plan out',
}
const FOR_FILE: Words = {
  zh: '该文件由 replan --out 写出，已含问题和方案，请以它代替问题文件，不用 --plan',
  en: 'This was written by replan --out and holds its problem too; name it in place of the problem, without --plan',
}

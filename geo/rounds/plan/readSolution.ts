import type { Words } from '../../words.ts'
import type { Fault } from '../problem/fault.ts'
import { faultWords } from '../problem/faultWords.ts'
import type { Problem } from '../problem/problem.ts'
import { pathOf, reportTo, valueAt } from '../problem/rows.ts'
import type { Solution } from './solution.ts'
import { SolutionForm } from './solutionForm.ts'

/**
 * Reads a solution file that was parsed as JSON. What it names must be in the problem; whether it keeps the problem's
 * rules is for the judge to say. One fault refuses it: rounds that are left out would be planned anew unasked.
 */
export function readSolution(json: unknown, problem: Problem): { solution: Solution } | { faults: Fault[] } {
  const faults: Fault[] = []
  const report = reportTo(faults)
  const parsed = SolutionForm.safeParse(json)
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues)
      report(pathOf(path).slice(1), null, faultWords(formOf(message), valueAt(json, path), SOLVE))
    return { faults }
  }
  const solution = json as Solution
  const known = knownIn(problem, solution)
  for (const { path, id, of } of namesIn(solution))
    if (!known[of].has(id)) report(path, null, faultWords(THERE[of], id, SOLVE))
  return faults.length === 0 ? { solution } : { faults }
}

interface Name {
  path: string
  id: string
  of: 'premises' | 'checks' | 'departments' | 'officers' | 'zones' | 'visits'
}

/** Every id that the solution names, and where. */
function namesIn({ merged, rounds, unplaced }: Solution): Name[] {
  const { visits, proofs, splits, unmerged } = merged
  return [
    ...visits.flatMap(({ premises, checks, departments }, at) => [
      ...names('premises', `merged.visits[${at}].premises`, [premises]),
      ...names('checks', `merged.visits[${at}].checks`, checks),
      ...names('departments', `merged.visits[${at}].departments`, departments),
    ]),
    ...proofs.flatMap(({ premises }, at) => names('premises', `merged.proofs[${at}].premises`, [premises])),
    ...splits.flatMap(({ premises }, at) => names('premises', `merged.splits[${at}].premises`, [premises])),
    ...unmerged.flatMap(({ check }, at) => names('checks', `merged.unmerged[${at}].check`, [check])),
    ...rounds.flatMap(({ zone, departments, stops, crew }, at) => [
      ...names('zones', `rounds[${at}].zone`, [zone]),
      ...names('departments', `rounds[${at}].departments`, departments),
      ...stops.flatMap(({ visit }, k) => names('visits', `rounds[${at}].stops[${k}].visit`, [visit])),
      ...crew.flatMap(({ officer, department }, k) => [
        ...names('officers', `rounds[${at}].crew[${k}].officer`, [officer]),
        ...names('departments', `rounds[${at}].crew[${k}].department`, [department]),
      ]),
    ]),
    ...unplaced.flatMap(({ check, visit }, at) => [
      ...names('checks', `unplaced[${at}].check`, [check]),
      ...names('visits', `unplaced[${at}].visit`, visit === null ? [] : [visit]),
    ]),
  ]
}

const names = (of: Name['of'], path: string, ids: readonly string[]): Name[] => ids.map((id) => ({ of, path, id }))

function knownIn(problem: Problem, { merged }: Solution): Record<Name['of'], ReadonlySet<string>> {
  const idsOf = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id))
  return {
    premises: idsOf(problem.premises),
    checks: idsOf(problem.checks),
    departments: new Set(problem.departments.map(({ code }) => code)),
    officers: idsOf(problem.officers ?? []),
    zones: idsOf(problem.zones),
    visits: idsOf(merged.visits),
  }
}

const SOLVE: Words = {
  zh: '该方案不属于此问题，请用 solve --out 重新生成',
  en: 'The solution is not of this problem; write it again with solve --out',
}

const formOf = (message: string): Words => ({
  zh: ` solve --out 写出的形式（${message}）`,
  en: `what solve --out writes (${message})`,
})

const THERE: Record<Name['of'], Words> = {
  premises: { zh: '问题中的检查对象', en: 'premises of the problem' },
  checks: { zh: '问题中的计划检查', en: 'a planned check of the problem' },
  departments: { zh: '问题中的部门', en: 'a department of the problem' },
  officers: { zh: '问题名册上的人员', en: 'an officer of the problem' },
  zones: { zh: '问题中的片区', en: 'a zone of the problem' },
  visits: { zh: '方案中的联合检查', en: 'a visit of the solution' },
}

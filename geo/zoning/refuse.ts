import type { Words } from '../words.ts'
import { components, streetGraph } from './graph.ts'
import { boundStreets, pairs } from './groups.ts'
import { LOAD_WORDS } from './loadWords.ts'
import type { ZoningProblem } from './zoning.ts'

/** Why a district cannot be divided as asked, before anything is searched; empty where nothing speaks against it. */
export function refuseProblem(problem: ZoningProblem): Words[] {
  const { streets, zones, constraints } = problem
  const { minStreets, maxStreets } = constraints
  const parts = components(streetGraph(streets.length, problem.borders), streets.keys())
  const labels = boundStreets(problem).size
  const says: (Words | false)[] = [
    (zones < 1 || zones > streets.length) && {
      zh: `片区数应在 1 到 ${streets.length} 之间，实为 ${zones}`,
      en: `the number of zones is 1 to ${streets.length}, got ${zones}`,
    },
    problem.chosen.length === 0 && { zh: '请至少选择一项负荷', en: 'choose at least one load' },
    (zones * minStreets > streets.length || zones * maxStreets < streets.length || minStreets > maxStreets) && {
      zh: `${streets.length} 个街道分不成 ${zones} 个各 ${minStreets}–${maxStreets} 个街道的片区`,
      en: `${streets.length} streets do not make ${zones} zones of ${minStreets} to ${maxStreets} streets each`,
    },
    labels > zones && {
      zh: `锁定的街道和驻地涉及 ${labels} 个片区，多于 ${zones} 个`,
      en: `locks and seats name ${labels} zones, more than ${zones}`,
    },
    parts.length > zones && {
      zh: `街道分成互不相连的 ${parts.length} 部分，多于 ${zones} 个片区；隔水相望的可声明为相连：${sample(problem, parts)}`,
      en: `the streets are in ${parts.length} unconnected parts, more than ${zones} zones; declare those joined by a bridge: ${sample(problem, parts)}`,
    },
    ...emptyLoads(problem),
    ...contradictions(problem, parts),
  ]
  return says.filter((words) => words !== false)
}

const sample = ({ streets }: ZoningProblem, parts: readonly (readonly number[])[]) =>
  parts.map((part) => streets[part[0]!]!.name).join('、')

function emptyLoads({ streets, chosen }: ZoningProblem): Words[] {
  return chosen
    .filter(({ load }) => load !== 'travel' && streets.every((street) => (street.loads[load] ?? 0) === 0))
    .map(({ load }) => ({
      zh: `所选负荷“${LOAD_WORDS[load].zh}”没有任何数据`,
      en: `the chosen load "${LOAD_WORDS[load].en}" has no figures at all`,
    }))
}

/** Pairs that are both together and apart, and pairs that must be together across unconnected parts. */
function contradictions(problem: ZoningProblem, parts: readonly (readonly number[])[]): Words[] {
  const { together, apart } = pairs(problem)
  const name = (street: number) => problem.streets[street]!.name
  const chains = components(
    streetGraph(
      problem.streets.length,
      together.map(([a, b]) => ({ a, b, metres: 0 })),
    ),
    problem.streets.keys(),
  )
  const chainOf = indexOf(chains)
  const partOf = indexOf(parts)
  return [
    ...apart
      .filter(([a, b]) => chainOf.get(a) === chainOf.get(b))
      .map(([a, b]) => ({
        zh: `${name(a)} 与 ${name(b)} 既要求同片区又要求分开`,
        en: `${name(a)} and ${name(b)} are asked to be both together and apart`,
      })),
    ...together
      .filter(([a, b]) => partOf.get(a) !== partOf.get(b))
      .map(([a, b]) => ({
        zh: `${name(a)} 与 ${name(b)} 不相连，不能同片区`,
        en: `${name(a)} and ${name(b)} are not connected and cannot be in one zone`,
      })),
  ]
}

const indexOf = (groups: readonly (readonly number[])[]): Map<number, number> =>
  new Map(groups.flatMap((group, n) => group.map((street) => [street, n] as const)))

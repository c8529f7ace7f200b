import { seeded } from '../random.ts'
import type { Words } from '../words.ts'
import { anneal } from './annealing.ts'
import { type Best, EXACT_STREETS, type Found, type OnProgress, searchAll } from './exact.ts'
import { explain } from './explain.ts'
import { figuresOf } from './figures.ts'
import { floorOf } from './floor.ts'
import { isContiguous } from './graph.ts'
import { refuseProblem } from './refuse.ts'
import { compareScores, ORDERS, type OrderName } from './score.ts'
import { type Judge, judgeOf, zonesOf } from './zoneFacts.ts'
import type { Alternative, Division, Proof, Proposal, ZoningProblem } from './zoning.ts'

export interface ProposeOptions {
  seed: number
  /** Points of deviation that an alternative may lie above the best balanced. */
  slack: number
  onProgress?: OnProgress
}

const SHOWN = 3
const STARTS = 2

/**
 * Two or three different contiguous divisions with their figures, the best balanced first; one, where the rules leave
 * no other. Up to 16 streets each is proven the best of its kind; above, a seeded search says how far it may be off.
 */
export function propose(problem: ZoningProblem, options: ProposeOptions): Proposal | { refusal: Words[] } {
  const against = refuseProblem(problem)
  if (against.length > 0) return { refusal: against }
  const judge = judgeOf(problem)
  const exact = problem.streets.length <= EXACT_STREETS
  const found = exact
    ? searchAll(problem, judge, options.slack, options.onProgress)
    : searchSome(problem, judge, options)
  if (found.best.balance === undefined) return { refusal: [nothingFound(exact)] }
  const proof: Proof = exact
    ? { kind: 'exact', divisions: found.divisions }
    : { kind: 'search', steps: found.divisions, floor: floorOf(problem, judge) }
  const alternatives = different(found.best).map(({ kind, best }): Alternative => {
    const division = divisionOf(best, problem.streets.length)
    return { kind, division, score: best.score, figures: figuresOf(problem, division, judge), words: [] }
  })
  const multipart = problem.streets.flatMap(({ parts }, street) => (parts > 1 ? [street] : []))
  const proposal: Proposal = { alternatives, proof, multipart }
  return { ...proposal, alternatives: alternatives.map((one) => ({ ...one, words: explain(problem, proposal, one) })) }
}

const nothingFound = (exact: boolean): Words =>
  exact
    ? {
        zh: '已逐一试过：没有任何连片划分满足全部限制',
        en: 'every division was tried: none is contiguous and keeps all rules',
      }
    : {
        zh: '搜索没有找到满足全部限制的连片划分，请放宽限制',
        en: 'the search found no contiguous division that keeps all rules; loosen them',
      }

/** Annealing by every order from several starts, today's zones among them where they can be one. */
function searchSome(
  problem: ZoningProblem,
  judge: Judge,
  { seed, slack, onProgress = () => {} }: ProposeOptions,
): Found {
  const orders: OrderName[] = ['balance', 'compact', 'travel', ...(hasToday(problem) ? (['changes'] as const) : [])]
  const found: Found = { best: {}, divisions: 0 }
  const random = seeded(seed)
  let cap = Number.POSITIVE_INFINITY
  orders.forEach((order, n) => {
    for (let start = 0; start < STARTS; start++) {
      const from = start === 0 ? todayAsStart(problem, judge) : undefined
      const { best, steps } = anneal(problem, judge, { order, cap, random, ...(from && { from }) })
      found.divisions += steps
      const rival = found.best[order]
      if (best !== null && (rival === undefined || compareBy(order, best, rival) < 0)) found.best[order] = best
      onProgress((n + (start + 1) / STARTS) / orders.length)
    }
    if (order === 'balance' && found.best.balance !== undefined) cap = found.best.balance.score.deviation + slack
  })
  return found
}

const compareBy = (order: OrderName, a: Best, b: Best) => compareScores(ORDERS[order], a.score, b.score)

const hasToday = ({ today }: ZoningProblem) => today.some((label) => label !== null)

/** Today's zones as a division; undefined where there are not just as many, or one is torn. */
function todayAsStart({ today, zones }: ZoningProblem, judge: Judge): Division | undefined {
  const labels = [...new Set(today)]
  if (labels.length !== zones || labels.includes(null)) return undefined
  const division = today.map((label) => labels.indexOf(label))
  return zonesOf(division, zones).every((streets) => isContiguous(judge.graph, streets)) ? division : undefined
}

/** The kinds in the order in which they are offered; what another kind has already found is left out. */
function different(best: Found['best']): { kind: Alternative['kind']; best: Best }[] {
  const kinds = ['balance', 'compact', 'changes', 'travel', 'second'] as const
  const seen = new Set<string>()
  const offered = kinds.flatMap((kind) => {
    const one = best[kind]
    const key = one?.zones
      .map((streets) => [...streets].sort((a, b) => a - b).join())
      .sort()
      .join(';')
    if (one === undefined || key === undefined || seen.has(key)) return []
    seen.add(key)
    return [{ kind, best: one }]
  })
  return offered.filter(({ kind }) => kind !== 'second' || offered.length <= 2).slice(0, SHOWN)
}

function divisionOf({ zones }: Best, streets: number): Division {
  const division = Array.from({ length: streets }, () => -1)
  for (const [zone, members] of zones.entries()) for (const street of members) division[street] = zone
  return division
}

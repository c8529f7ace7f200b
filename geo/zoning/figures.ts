import { components } from './graph.ts'
import { labelZones, movedStreets } from './labels.ts'
import { scoreOfFacts } from './score.ts'
import { type Judge, judgeOf, zonesOf } from './zoneFacts.ts'
import type { Division, Figures, ZoneFigures, ZoningProblem } from './zoning.ts'

/**
 * Everything shown about a division, also about one that a person made and that may be torn. Zones without a street
 * are left out of the figures, and the means are those of the zones that are there.
 */
export function figuresOf(problem: ZoningProblem, division: Division, judge: Judge = judgeOf(problem)): Figures {
  const zones = zonesOf(division, Math.max(problem.zones, ...division.map((zone) => zone + 1))).filter(
    (streets) => streets.length > 0,
  )
  const facts = zones.map(judge.facts)
  const labels = labelZones(problem, zones)
  const moved = movedStreets(problem, zones, labels)
  const totals = judge.loads.map((_, n) => facts.reduce((sum, { amounts }) => sum + amounts[n]!, 0))
  const outside = problem.streets.map(({ perimeterM }, street) =>
    Math.max(0, perimeterM - judge.graph.neighbours[street]!.reduce((sum, { metres }) => sum + metres, 0)),
  )

  const shown = zones.map((streets, n): ZoneFigures => {
    const { amounts, insideM, seat, travelSeconds } = facts[n]!
    const outsideM = streets.reduce((sum, street) => sum + outside[street]!, 0)
    const areaM2 = streets.reduce((sum, street) => sum + problem.streets[street]!.areaM2, 0)
    return {
      label: labels[n]!,
      streets,
      pieces: components(judge.graph, streets).length,
      loads: judge.loads.map(({ load }, at) => {
        const share = totals[at]! > 0 ? amounts[at]! / totals[at]! : 0
        return { load, amount: amounts[at]!, share, deviation: totals[at]! > 0 ? share * zones.length - 1 : 0 }
      }),
      seat,
      travelSeconds,
      insideM,
      outsideM,
      roundness: insideM + outsideM > 0 ? (4 * Math.PI * areaM2) / (insideM + outsideM) ** 2 : 0,
    }
  })
  return { zones: shown, score: scoreOfFacts(judge, facts, moved.length), moved }
}

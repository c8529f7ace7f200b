/** VROOM's JSON in, VROOM's JSON out on stdout; everything else that is to be said goes to stderr. */

import { type VroomOutput, vroomOutput } from '../../geo/rounds/instances/vroom/output.ts'
import { type Ways, waysOf } from '../../geo/rounds/instances/vroom/places.ts'
import { readVroom, type VroomProblem } from '../../geo/rounds/instances/vroom/problem.ts'
import type { Fault } from '../../geo/rounds/problem/fault.ts'
import type { PointWay } from '../../geo/rounds/vroomJudge/route.ts'
import { checkVroom } from '../../geo/rounds/vroomJudge/vroomChecker.ts'
import type { LonLat } from '../../geo/types.ts'
import { readConfig } from '../../server/config.ts'
import { StartProblem } from '../../server/startProblem.ts'
import { openTravel } from '../../server/travel/openTravel.ts'
import { isTravelRefusal } from '../../server/travel/travel.ts'
import { type SearchOptions, search } from './search.ts'

/** How to search; what for is in the file. */
export type Running = Omit<SearchOptions, 'instance' | 'convention' | 'objective' | 'vroom' | 'ways'>

/** VROOM's status codes: an error of the input, an error of routing. */
const INPUT_ERROR = 2
const ROUTING_ERROR = 3

/** Whether there was a solution and the checker found nothing wrong. */
export async function solveVroom(text: string, running: Running, bks: number | null): Promise<boolean> {
  const json = parsed(text)
  const problem = Array.isArray(json) ? json : readVroom(json.value)
  if (Array.isArray(problem)) return refuse(INPUT_ERROR, problem)
  const ways = await waysFor(problem)
  if ('fault' in ways) return refuse(ROUTING_ERROR, [ways.fault])
  const found = problem.jobs.length === 0 ? undefined : await search({ vroom: problem, ways, ...running })
  if (process.stderr.isTTY) process.stderr.write('\r')
  const output = vroomOutput(problem, ways, found?.routes ?? [])
  const written = JSON.stringify(output)
  process.stdout.write(`${written}\n`)
  const between = 'points' in problem.places.ways ? lookUp(problem.places.ways.points, ways) : undefined
  const violations = checkVroom((json as { value: unknown }).value, JSON.parse(written), between)
  report(problem, output, bks)
  if (found !== undefined)
    console.error(`${found.steps} steps, ${Math.round((found.steps / found.milliseconds) * 1000)} a second`)
  console.error(violations.length === 0 ? 'checker: no violation' : `checker: ${JSON.stringify(violations)}`)
  return violations.length === 0
}

function parsed(text: string): { value: unknown } | Fault[] {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    const { message } = error as Error
    return [{ path: '', id: null, words: { zh: `不是有效的 JSON：${message}`, en: `Not valid JSON: ${message}` } }]
  }
}

/** The ways the input gives, or those between its points as the environment configures travel. */
async function waysFor(problem: VroomProblem): Promise<Ways | { fault: Fault }> {
  const { ways } = problem.places
  if (!('points' in ways)) return ways
  try {
    const travel = openTravel(readConfig().travel, () => undefined)
    const answer = await travel.matrix({ crs: 'wgs84', points: ways.points })
    return isTravelRefusal(answer) ? { fault: { path: 'jobs', id: null, words: answer } } : waysOf(answer)
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error
    return { fault: { path: 'TRAVEL_KIND', id: null, words: error } }
  }
}

/** What the checker is told of the ways between coordinates. */
function lookUp(points: readonly LonLat[], { size, seconds, metres }: Ways): PointWay {
  const index = new Map(points.map((point, k) => [point.join(), k]))
  return (a, b) => {
    const cell = index.get(a.join())! * size + index.get(b.join())!
    return seconds[cell]! < 0 ? null : { seconds: seconds[cell]!, metres: metres![cell]! }
  }
}

function refuse(code: number, faults: readonly Fault[]): false {
  const error = faults.map(({ path, words }) => `${path}: ${words.en}`).join('; ')
  process.stdout.write(`${JSON.stringify({ code, error })}\n`)
  for (const { path, words } of faults) console.error(`${path}: ${words.zh}\n${path}: ${words.en}`)
  return false
}

function report({ jobs, fleet }: VroomProblem, { summary }: VroomOutput, bks: number | null): void {
  const { cost, routes, unassigned } = summary
  console.error(`cost ${cost}, ${routes} of ${fleet} vehicles, ${jobs.length - unassigned} of ${jobs.length} jobs`)
  const barred = jobs.filter((job) => job.barred !== null).length
  if (barred > 0) console.error(`${barred} 项作业任何路线都无法完成 · ${barred} jobs that no route can take`)
  if (bks !== null) console.error(`gap ${((cost / bks - 1) * 100).toFixed(2)} % to ${bks}`)
}

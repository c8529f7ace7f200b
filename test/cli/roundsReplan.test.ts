import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Solution } from '../../geo/rounds/plan/solution.ts'
import { Problem } from '../../geo/rounds/problem/problem.ts'
import { PlanEvent } from '../../geo/rounds/replan/event.ts'
import { type Replanned, replan } from '../../geo/rounds/replan/replan.ts'
import { lockedAs } from '../geo/rounds/replan/events.ts'
import { type Ran, ROOT, runRounds } from './runRounds.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-cli-replan-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => path.join(folder, name)
const file = (name: string, content: unknown) => {
  writeFileSync(at(name), typeof content === 'string' ? content : JSON.stringify(content))
  return at(name)
}
const jsonOf = (name: string) => JSON.parse(readFileSync(name, 'utf8'))
const run = (...args: string[]) => runRounds({}, ...args)

const EXAMPLE = path.join(ROOT, 'docs/rounds-example.json')
const problem = Problem.parse(jsonOf(EXAMPLE))
const [plan, out] = [at('plan.json'), at('out.json')]
let solution: Solution
beforeAll(async () => {
  await run('solve', EXAMPLE, '--steps', '640', '--threads', '1', '--out', plan)
  solution = jsonOf(plan)
})

/** A re-plan of the example, and what it wrote. */
async function replanned(event: PlanEvent): Promise<Ran & { wrote: Replanned }> {
  const ran = await run('replan', EXAMPLE, '--plan', plan, '--event', file('event.json', event), '--out', out)
  expect([ran.status, ran.stderr]).toEqual([0, ''])
  expect(ran.stdout).toMatch(/^用时（毫秒）\/ milliseconds +\d+\n变动 \/ changes +\d+\n/)
  expect(ran.stdout).toContain('visits to spare by planning anew  ')
  expect(ran.stdout.endsWith('独立核验：未发现违反规则 / judge: no violation\n')).toBe(true)
  const wrote = jsonOf(out)
  expect(ran.stdout).toMatch(new RegExp(`changes +${wrote.changes.length}\n`))
  expect(wrote).toEqual(JSON.parse(JSON.stringify(replan(problem, jsonOf(plan), event))))
  return { ...ran, wrote }
}

const fresh = { ...problem.checks[0]!, id: 'fresh', release: '2026-03-02', due: '2026-03-13' }

describe('npm run rounds -- replan', () => {
  it('tells in both languages what falls out', async () => {
    const { checks } = solution.merged.visits.find(({ premises }) => premises === 'P02')!
    const { stdout, wrote } = await replanned({ kind: 'checks-dropped', checks })
    const visit = `沙溪大酒店（${checks.join('、')}）`
    expect(stdout).toMatch(new RegExp(`\n取消 ${visit}：原定 .*午第一片区.* / ${visit} falls out at 2026-`))
    expect(wrote.problem.checks).toHaveLength(problem.checks.length - checks.length)
  })

  it('names who goes instead of an officer who is away', async () => {
    const event = PlanEvent.parse(jsonOf(path.join(ROOT, 'docs/rounds-event-example.json')))
    if (event.kind !== 'officer-away') throw new Error(`expected an officer away, got ${event.kind}`)
    const { stdout, wrote } = await replanned(event)
    expect(stdout).toMatch(/\n换人 .*去掉 市监甲，加入 .* \/ other officers at .*: without 市监甲, with /)
    const away = wrote.solution.rounds.filter(({ day }) => event.absence.from <= day)
    expect(away.flatMap(({ crew }) => crew).map(({ officer }) => officer)).not.toContain('M1')
  })

  it('finds a place for premises that come in', async () => {
    const premises = { ...problem.premises[0]!, id: 'new', name: '新企业' }
    const { stdout } = await replanned({
      kind: 'premises-added',
      premises,
      checks: [{ ...fresh, premises: 'new' }],
    })
    expect(stdout).toMatch(/\n新增 新企业（fresh）：2026-.* \/ 新企业（fresh） is new at 2026-/)
  })

  it('lets checks that come in join visits, and says why one has no place', async () => {
    const late = { ...fresh, id: 'late', release: '2030-01-01', due: '2030-01-31' }
    const { stdout, wrote } = await replanned({ kind: 'checks-added', checks: [fresh, late] })
    expect(stdout).toMatch(/\n调整 城东木业有限公司（.*fresh.*）：.*，加入 fresh \/ .* with fresh\n/)
    expect(stdout).toMatch(/\n未安排 \/ not placed late（城东木业有限公司）：.* \/ because no working day between 2030/)
    expect(wrote.solution.unplaced.map(({ check }) => check)).toEqual(['late'])
  })

  it('moves the visits of a round that is locked on another half-day', async () => {
    const round = solution.rounds.find(({ zone }) => zone === 'z4')!
    const day = round.day === '2026-03-12' ? '2026-03-13' : '2026-03-12'
    const lock = { ...lockedAs(round, solution), day, officers: [] }
    const { stdout, wrote } = await replanned({ kind: 'round-locked', round: lock })
    expect(stdout).toMatch(new RegExp(`\n移动 .*：${round.day} .* → ${day} .* moves from ${round.day} .* to ${day} `))
    expect(wrote.problem.locked).toEqual([...problem.locked, lock])
  })

  it('goes on from what it wrote, with a seed of its own where one is given', async () => {
    const first = await replanned({
      kind: 'officer-away',
      officer: 'F1',
      absence: { from: '2026-03-02', to: '2026-03-06', half: null },
    })
    const again = at('again.json')
    const event: PlanEvent = { kind: 'checks-dropped', checks: ['C11'] }
    const second = await run('replan', out, '--event', file('second.json', event), '--seed', '7', '--out', again)
    expect([second.status, second.stderr]).toEqual([0, ''])
    expect(second.stdout).toContain('judge: no violation')
    const { problem: now, solution: before } = first.wrote
    expect(jsonOf(again)).toEqual(JSON.parse(JSON.stringify(replan(now, { ...before, seed: 7 }, event))))
    const third = await run('replan', EXAMPLE, '--plan', out, '--event', at('second.json'))
    expect([third.status, third.stdout]).toEqual([1, ''])
    expect(third.stderr).toContain('name it in place of the problem, without --plan')
    const twice = await run('replan', out, '--plan', plan, '--event', at('second.json'))
    expect([twice.status, twice.stderr.includes('已含问题和方案，请去掉 --plan')]).toEqual([1, true])
  })

  const away = { kind: 'officer-away', officer: 'M1', absence: { from: '2026-03-09', to: '2026-03-13' } }
  it.each([
    [
      'an officer who is unknown',
      { ...away, officer: 'M9' },
      / officer：应为问题中已有的编号，实为 "M9"。.*\n.* got "M9"/,
    ],
    [
      'a check that is unknown',
      { kind: 'checks-dropped', checks: ['C01', 'C99'] },
      / checks\[1\]: Expected .*, got "C99"/,
    ],
    ['no such kind', { kind: 'rain' }, / kind: Expected checks-dropped, officer-away, .*, got "rain"/],
    ['half of a JSON', '{"kind":', /：不是有效的 JSON：.*\n.*: Not valid JSON: /],
  ])('refuses an event with %s, and writes nothing', async (_, event, said) => {
    const none = at('none.json')
    const given = ['--plan', plan, '--event', file('bad.json', event), '--out', none]
    const { status, stdout, stderr } = await run('replan', EXAMPLE, ...given)
    expect([status, stdout, existsSync(none)]).toEqual([1, '', false])
    expect(stderr).toMatch(said)
    expect(stderr.startsWith(at('bad.json'))).toBe(true)
  })

  it('refuses a solution of another problem by what it names or breaks, and a problem without one', async () => {
    const event = file('away.json', away)
    const refusal = async (...args: string[]) => {
      const { status, stdout, stderr } = await run('replan', ...args, '--event', event)
      expect([status, stdout]).toEqual([1, ''])
      return stderr
    }
    const others = jsonOf(plan)
    others.rounds[0].crew[0].officer = 'M9'
    expect(await refusal(EXAMPLE, '--plan', file('others.json', others))).toMatch(
      /rounds\[0\]\.crew\[0\]\.officer：应为问题名册上的人员，实为 "M9".*\n.*Expected an officer of the problem, got "M9"/,
    )
    const more = file('more.json', { ...problem, checks: [...problem.checks, fresh] })
    expect(await refusal(more, '--plan', plan)).toMatch(
      /fresh 既未安排.*\n.*fresh is in no round .* no plan for the problem/,
    )
    expect(await refusal(EXAMPLE, '--plan', EXAMPLE)).toMatch(/merged: Expected what solve --out writes/)
    expect(await refusal(EXAMPLE)).toContain('Without a plan: name with --plan what solve --out wrote')
    expect(await refusal(EXAMPLE, '--plan', at('nowhere.json'))).toContain('ENOENT')
  })

  it('shows how it is used where the event is not named, or named to another command', async () => {
    for (const args of [
      ['replan', EXAMPLE, '--plan', plan],
      ['replan', '--event', plan],
      ['replan', EXAMPLE, '--event', plan, '--seed', 'x'],
      ['solve', EXAMPLE, '--event', plan],
    ]) {
      const { status, stderr } = await run(...args)
      expect([status, stderr.includes('npm run rounds -- replan FILE --plan')]).toEqual([2, true])
    }
  })
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cvrplib, solomon } from '../geo/rounds/instances/small.ts'
import { roadOf, routingServer } from '../server/travel/routingServer.ts'
import { ROOT, runRounds } from './runRounds.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-cli-rounds-'))
const file = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text)
  return path.join(folder, name)
}

/** Two jobs and a vehicle that holds one of them. */
const vroom = {
  vehicles: [{ id: 1, start: [117.6, 26.3], end: [117.6, 26.3], capacity: [4], time_window: [28800, 43200] }],
  jobs: [
    { id: 5, service: 300, delivery: [3], location: [117.61, 26.31] },
    { id: 7, service: 300, delivery: [3], location: [117.65, 26.32], priority: 9, time_windows: [[32400, 36000]] },
  ],
}

const run = (...args: string[]) => runRounds({}, ...args)

afterAll(() => rmSync(folder, { recursive: true }))

describe('npm run rounds -- solve', () => {
  it('routes both kinds of file, has its answer checked and prints the gap; the same steps, the same answer', async () => {
    const given = ['solve', file('small.txt', solomon), '--objective', 'fleet', '--steps', '640', '--bks', '36']
    const [one, two] = [await run(...given), await run(...given)]
    expect(one.stderr).toBe('')
    expect(one.stdout).toContain('Cost 36.3246\nvehicles 2, ')
    expect(one.stdout).toContain('gap 0.90 % to 36\nchecker: no violation')
    const answer = (text: string) => text.replace(/\d+ a second/, '')
    expect(answer(two.stdout)).toBe(answer(one.stdout))

    const plain = await run('solve', file('small.vrp', cvrplib), '--seconds', '0.2', '--threads', '1')
    expect([plain.status, plain.stderr]).toEqual([0, ''])
    expect(plain.stdout).toContain('Cost 36\n')
    expect(plain.stdout).toContain('checker: no violation')
  })

  it('fails with the verdict of the checker where the vehicles do not suffice', async () => {
    const two = await run(
      'solve',
      file('one.txt', solomon.replace('  3         20', '  1         20')),
      '--steps',
      '64',
    )
    expect(two.status).toBe(1)
    expect(two.stdout).toContain('checker: [{"kind":"vehicles","routes":2,"vehicles":1}]')
  })

  it("answers VROOM's JSON in VROOM's JSON on stdout, and says everything else on stderr", async () => {
    const one = await run('solve', file('vroom.txt', JSON.stringify(vroom)), '--steps', '2000', '--bks', '4000')
    const output = JSON.parse(one.stdout)
    expect(output).toMatchObject({ code: 0, summary: { routes: 1, unassigned: 1, priority: 9 } })
    expect(output.routes[0].steps.map(({ type, id }: { type: string; id?: number }) => id ?? type)).toEqual([
      'start',
      7,
      'end',
    ])
    expect(output.unassigned).toEqual([{ id: 5, type: 'job', location: [117.61, 26.31] }])
    expect(one.stderr).toMatch(/1 of 1 vehicles, 1 of 2 jobs\ngap .* to 4000\n.*\nchecker: no violation\n$/)
    expect(one.status).toBe(0)

    const open = { ...vroom, shipments: [{}], vehicles: [{ ...vroom.vehicles[0], breaks: [{ id: 1 }] }] }
    const refused = await run('solve', file('refused.json', JSON.stringify(open)))
    expect(JSON.parse(refused.stdout)).toMatchObject({
      code: 2,
      error: expect.stringMatching(/^shipments: .*; vehicles\[0\]\.breaks: /),
    })
    expect(refused.stderr).toContain('vehicles[0].breaks: 本引擎不支持')
    expect(refused.status).toBe(1)
    expect(JSON.parse((await run('solve', file('half.json', '{"jobs":'))).stdout)).toMatchObject({ code: 2 })
  })

  it('asks travel of the server that is configured, and none other', async () => {
    const server = await routingServer()
    const given = file('coordinates.json', JSON.stringify(vroom))
    const env = { TRAVEL_KIND: 'osrm', TRAVEL_URL: server.url }
    try {
      const road = await runRounds(env, 'solve', given, '--steps', '200')
      const { seconds } = roadOf([117.6, 26.3], [117.65, 26.32])
      const back = roadOf([117.65, 26.32], [117.6, 26.3]).seconds
      expect(JSON.parse(road.stdout).summary.cost).toBe(Math.round(seconds) + Math.round(back))
      expect([road.status, server.seen.length]).toEqual([0, 1])
    } finally {
      await server.close()
    }
    const silent = await runRounds({ ...env, TRAVEL_URL: 'http://127.0.0.1:9' }, 'solve', given)
    expect(JSON.parse(silent.stdout)).toMatchObject({ code: 3, error: expect.stringContaining('no connection') })
    const wrong = await runRounds({ ...env, TRAVEL_URL: 'nowhere' }, 'solve', given)
    expect(JSON.parse(wrong.stdout)).toMatchObject({
      code: 3,
      error: expect.stringContaining('TRAVEL_URL must look like'),
    })
  })

  it('names in both languages what is wrong with a file, and shows how it is used', async () => {
    const wrong = await run('solve', file('wrong.vrp', cvrplib.replace('EUC_2D', 'GEO')))
    expect(wrong.status).toBe(1)
    expect(wrong.stderr).toMatch(/第 1 行：应为 EDGE_WEIGHT_TYPE : EUC_2D，实为 GEO\nLine 1: expected/)
    const neither = await run('solve', file('neither.txt', 'a,b\n1,2'))
    expect(neither.stderr).toMatch(/Line 1: expected VROOM's JSON, CVRPLIB, or Solomon.*, got a,b/)
    const none = await run('solve', path.join(folder, 'none.txt'))
    expect([none.status, none.stderr.includes('ENOENT')]).toEqual([1, true])
    for (const args of [
      [],
      ['solve'],
      ['solve', 'a.txt', '--objective', 'joy'],
      ['solve', 'a.txt', '--seconds', '-1'],
      ['solve', 'a.txt', '--seconds', '0'],
      ['solve', 'a.txt', '--seed', '1e300'],
      ['solve', 'a.txt', '--seed', '9007199254740991'],
    ]) {
      const usage = await run(...args)
      expect([usage.status, usage.stderr.startsWith('npm run rounds -- solve FILE')]).toEqual([2, true])
    }
  })

  const example = JSON.parse(readFileSync(path.join(ROOT, 'docs/rounds-example.json'), 'utf8'))

  it('plans rounds for a problem of its own, lists faults, says what is left out and why, and has the plan judged', async () => {
    const [check] = example.checks
    const late = { ...check, id: 'late', release: '2030-01-01', due: '2030-01-31' }
    const worse = { ...example, checks: [...example.checks, late, { ...check, id: 'nowhere', premises: 'gone' }] }
    const out = path.join(folder, 'plan.json')
    const given = [
      'solve',
      file('plan.json.txt', JSON.stringify(worse)),
      '--steps',
      '640',
      '--threads',
      '1',
      '--out',
      out,
    ]
    const one = await run(...given)
    const solution = JSON.parse(readFileSync(out, 'utf8'))
    expect(one.stderr).toContain('checks[')
    expect(one.stderr).toContain('nowhere')
    expect(one.stdout).toMatch(new RegExp(`联合检查 / visits +${solution.cost.visits}\n`))
    expect(one.stdout).toMatch(/officer-hours .* partial attendance .* saves /)
    expect(one.stdout).toMatch(
      /未安排 \/ not placed late（.*）：.*工作日 \/ because no working day between 2030-01-01 and 2030-01-31/,
    )
    expect(one.stdout).toContain('judge: no violation')
    expect(one.status).toBe(0)
    expect(solution.unplaced.map((left: { check: string }) => left.check)).toContain('late')
    expect((await run(...given)).stdout).toBe(one.stdout)
  })

  it('shows what departments together, alone and in groups cost', async () => {
    const problem = file('front.json', JSON.stringify(example))
    const { status, stdout } = await run(
      'pareto',
      problem,
      '--steps',
      '3000',
      '--out',
      path.join(folder, 'front.json.out'),
    )
    const front = JSON.parse(readFileSync(path.join(folder, 'front.json.out'), 'utf8'))
    expect(status).toBe(0)
    expect(stdout.trim().split('\n')).toHaveLength(front.length + 1)
    expect(front[0].groups).toHaveLength(1)
    expect((await run('pareto', file('small.vrp', cvrplib))).status).toBe(1)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readVroom } from '../../../../../geo/rounds/instances/vroom/problem.ts'
import { checkVroom } from '../../../../../geo/rounds/vroomJudge/vroomChecker.ts'
import { best } from './exhaustive.ts'
import { read, solved, worlds } from './worlds.ts'

const square = (size: number, leg = 10) =>
  Array.from({ length: size }, (_, a) => Array.from({ length: size }, (_, b) => (a === b ? 0 : leg * Math.abs(a - b))))

const depot = { start_index: 0, end_index: 0 }
const job = (id: number, more: object = {}) => ({ id, location_index: id, ...more })
const world = (jobs: object[], vehicles: object[] = [{ id: 1, ...depot }], more: object = {}) => ({
  jobs,
  vehicles,
  matrices: { car: { durations: square(6), ...more } },
})

describe('a VROOM input', () => {
  it('that is small is solved to the optimum: priorities, then jobs, then cost', () => {
    fc.assert(
      fc.property(worlds, (input) => {
        const output = solved(input, 1500)
        const { summary } = output
        const got = { priority: summary.priority, jobs: input.jobs.length - summary.unassigned, cost: summary.cost }
        expect(got).toEqual(best(input))
        expect(checkVroom(input, JSON.parse(JSON.stringify(output)))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('gives the same bytes for the same seed', () => {
    fc.assert(
      fc.property(worlds, (input) => {
        expect(JSON.stringify(solved(input, 200, 7))).toBe(JSON.stringify(solved(input, 200, 7)))
      }),
      { numRuns: 10 },
    )
  })

  it('leaves times alone where nothing asks for them, and never departs before it must', () => {
    const { routes } = solved(world([job(1, { service: 5 }), job(2, { time_windows: [[500, 600]] })]), 200)
    const { steps, waiting_time } = routes[0]!
    expect(waiting_time).toBe(0)
    expect(steps.map(({ type, arrival }) => [type, arrival])).toEqual([
      ['start', 475],
      ['job', 485],
      ['job', 500],
      ['end', 520],
    ])
  })

  it('with times as stamps, windows out of reach, skills nobody has and amounts no vehicle holds leaves those out', () => {
    const day = 1_790_000_000
    const input = world(
      [
        job(1, { time_windows: [[day + 50, day + 60]] }),
        job(2, {
          time_windows: [
            [0, 10],
            [day, day + 90],
          ],
        }),
        job(3, { time_windows: [[0, 10]] }),
        job(4, { skills: [7] }),
        job(5, { delivery: [9] }),
      ],
      [{ id: 4, ...depot, time_window: [day, day + 100], capacity: [5], skills: [1] }],
    )
    const output = solved(input, 500)
    expect(output.unassigned.map(({ id }) => id)).toEqual([3, 4, 5])
    expect(checkVroom(input, output)).toEqual([])
  })

  it('needs no load limit where amounts can never bind, and knows the old names', () => {
    const { matrices, ...rest } = world(
      [job(1, { amount: [1, 3] }), job(2, { pickup: [1, 1] })],
      [{ id: 1, ...depot, capacity: [1, 9] }],
    )
    const alone = { ...rest, jobs: [rest.jobs[0]!], matrix: matrices.car.durations }
    expect(read(alone)).toMatchObject({ capacity: 0, jobs: [{ demand: 0 }] })
    expect(solved(alone, 64).summary).toMatchObject({ cost: 20, delivery: [1, 3] })
  })

  it('is costed by its own matrix where nothing is timed, and by types', () => {
    const costs = square(6, 3)
    const input = world([job(1, { service: 5, service_per_type: { van: 8 } })], [{ id: 1, ...depot, type: 'van' }], {
      costs,
    })
    const output = solved(input, 64)
    expect(output.summary).toMatchObject({ cost: 6, duration: 20, service: 8 })
    expect(checkVroom(input, output)).toEqual([])
  })
})

describe('what cannot be honoured or cannot be', () => {
  const car = { id: 1, ...depot }
  const point = { id: 1, location: [117.6, 26.3] }
  it.each<[string, unknown, [path: string, words: RegExp][]]>([
    ['no object', [], [['', /expected object.*; got \[\]/]]],
    ['no vehicles', { jobs: [] }, [['vehicles', /expected array.*; got nothing/]]],
    ['shipments', { ...world([]), shipments: [{}] }, [['shipments', /no shipments/]]],
    ['breaks', world([], [{ ...car, breaks: [{}] }]), [['vehicles[0].breaks', /no breaks/]]],
    ['given routes', world([], [{ ...car, steps: [{}] }]), [['vehicles[0].steps', /no given routes/]]],
    [
      'speeds, distances and costs',
      world([], [{ ...car, speed_factor: 2, max_distance: 5, costs: { per_hour: 1, per_task_hour: 1, per_km: 1 } }]),
      [
        ['vehicles[0].speed_factor', /no speed factor/],
        ['vehicles[0].max_distance', /no limit on distance/],
        ['vehicles[0].costs.per_hour', /no other cost per hour/],
        ['vehicles[0].costs.per_task_hour', /no cost of task hours/],
        ['vehicles[0].costs.per_km', /no cost per km/],
      ],
    ],
    [
      'vehicles that differ',
      world([], [car, { id: 2, start_index: 0, end_index: 1, capacity: [3], costs: { fixed: 4 } }]),
      [
        ['vehicles[1].end_index', /1 here, 0 at vehicles\[0\]/],
        ['vehicles[1].capacity', /\[3\] here, \[\] at/],
        ['vehicles[1].costs.fixed', /4 here, 0 at/],
      ],
    ],
    [
      'skills that some have',
      world(
        [job(1, { skills: [3] })],
        [
          { ...car, skills: [3] },
          { ...car, id: 2 },
        ],
      ),
      [['jobs[0].skills', /all must have it, or none/]],
    ],
    [
      'several windows',
      world([
        job(1, {
          time_windows: [
            [0, 1],
            [5, 6],
          ],
        }),
      ]),
      [['jobs[0].time_windows', /only one; 2 touch/]],
    ],
    [
      'two limits that bind',
      world([job(1, { delivery: [4, 4] }), job(2, { delivery: [4, 4] })], [{ ...car, capacity: [5, 6], max_tasks: 1 }]),
      [['vehicles[0].capacity[1]', /vehicles\[0\]\.capacity\[0\] is one already/]],
    ],
    [
      'deliveries beside pickups that bind',
      world([job(1, { delivery: [4] }), job(2, { pickup: [4] })], [{ ...car, capacity: [5] }]),
      [['jobs[1].pickup[0]', /Deliveries and pickups/]],
    ],
    [
      'amounts of another length',
      world([job(1, { delivery: [4] })], [{ ...car, capacity: [5, 5] }]),
      [['jobs[0].delivery', /as many amounts as vehicles\[0\]\.capacity \(2\); got 1/]],
    ],
    [
      'a shared setup with windows',
      world([job(1, { setup: 5, time_windows: [[0, 9]] }), job(2, { location_index: 1 })]),
      [['jobs[0].setup', /A setup at a place with another job/]],
    ],
    [
      'a limit on driving with windows',
      world([job(1, { time_windows: [[0, 9]] })], [{ ...car, max_travel_time: 9 }]),
      [['vehicles[0].max_travel_time', /together with time windows/]],
    ],
    [
      'costs with windows',
      world([job(1, { time_windows: [[0, 9]] })], [car], { costs: square(6) }),
      [['matrices.car.costs', /Costs other than durations/]],
    ],
    [
      'ids that stand twice',
      world([job(1), job(2), { ...job(3), id: 1 }], [car, car]),
      [
        ['jobs[2].id', /Id 1 is that of jobs\[0\] too/],
        ['vehicles[1].id', /that of vehicles\[0\] too/],
      ],
    ],
    [
      'windows backwards',
      world([job(1, { time_windows: [[9, 3]] })], [{ ...car, time_window: [5, 4] }]),
      [
        ['vehicles[0].time_window', /got 5–4/],
        ['jobs[0].time_windows[0]', /got 9–3/],
      ],
    ],
    [
      'windows ages apart',
      world([job(1, { time_windows: [[0, 9]] }), job(2, { time_windows: [[1_790_000_000, 1_790_000_009]] })]),
      [['jobs[1].time_windows', /within 268435456 seconds/]],
    ],
    [
      'matrices with holes, negatives, ragged',
      {
        ...world([]),
        matrices: {
          car: {
            durations: [
              [0, null],
              [-1, 0],
            ],
            distances: [[0]],
          },
        },
      },
      [
        ['matrices.car.durations[0][1]', /got null/],
        ['matrices.car.durations[1][0]', /got -1/],
      ],
    ],
    [
      'matrices that do not fit',
      world([job(7)], [car], { durations: [[0, 1], [1]], distances: [[0]] }),
      [
        ['matrices.durations', /2 × 2; row 1 has 1/],
        ['matrices.distances', /2 × 2; row 0 has 1/],
        ['jobs[0].location_index', /from 0 to 1 is needed; got 7/],
      ],
    ],
    ['matrices of another profile', world([], [{ ...car, profile: 'bike' }]), [['matrices', /profile bike/]]],
    [
      'no matrices and another profile',
      { jobs: [], vehicles: [{ id: 1, start: [1, 2], profile: 'bike' }] },
      [['vehicles[0].profile', /Only car/]],
    ],
    [
      'jobs without position',
      { jobs: [{ id: 1 }], vehicles: [{ id: 1, start: [1, 2] }] },
      [['jobs[0].location', /got nothing/]],
    ],
    [
      'positions off the earth, service below nothing, priority over 100',
      {
        jobs: [
          { ...point, location: [26.3, 117.6] },
          { ...point, service: -1, priority: 101 },
        ],
        vehicles: [{ id: 1 }],
      },
      [
        ['jobs[0].location[1]', /got 117.6/],
        ['jobs[1].service', /got -1/],
        ['jobs[1].priority', /got 101/],
      ],
    ],
    [
      'keys nobody knows',
      { ...world([job(1, { servise: 4 })]), options: {} },
      [
        ['jobs[0].servise', /unknown key/],
        ['options', /unknown key/],
      ],
    ],
    [
      '100,000 places',
      {
        jobs: Array.from({ length: 100_000 }, (_, id) => ({ id, location: [100 + id / 1e5, 26] })),
        vehicles: [{ id: 1, start: [99, 26] }],
      },
      [['jobs', /At most 5000 different places; got 100001/]],
    ],
  ])('%s: each named with its path, in both languages', (_, input, wanted) => {
    const faults = readVroom(input)
    if (!Array.isArray(faults)) throw new Error('nothing was found wrong')
    expect(faults.map(({ path }) => path).sort()).toEqual(wanted.map(([path]) => path).sort())
    for (const [path, words] of wanted) {
      const found = faults.find((fault) => fault.path === path)!
      expect(found.words.en.replace(/^This engine has /, '')).toMatch(words)
      expect(found.words.zh).toMatch(/[一-龥]/)
    }
  })
})

import { describe, expect, it } from 'vitest'
import type { VroomViolation } from '../../../../geo/rounds/vroomJudge/violation.ts'
import { checkVroom } from '../../../../geo/rounds/vroomJudge/vroomChecker.ts'

const input = {
  vehicles: [
    {
      id: 1,
      start: [0, 0],
      end: [0, 0],
      start_index: 0,
      end_index: 0,
      capacity: [3],
      skills: [1],
      time_window: [0, 100],
      max_tasks: 2,
      max_travel_time: 60,
      max_distance: 600,
    },
    { id: 2, start_index: 0, end_index: 0, capacity: [3], costs: { fixed: 5 } },
  ],
  jobs: [
    {
      id: 10,
      location_index: 1,
      service: 4,
      setup: 2,
      delivery: [1],
      skills: [1],
      priority: 3,
      time_windows: [
        [0, 5],
        [20, 30],
      ],
    },
    { id: 11, location_index: 1, service: 4, setup: 2, pickup: [2] },
    { id: 12, location_index: 2, delivery: [3] },
    { id: 13, location_index: 2, delivery: [9] },
  ],
  matrices: {
    car: {
      durations: [
        [0, 10, 20],
        [12, 0, 10],
        [20, 10, 0],
      ],
      distances: [
        [0, 100, 200],
        [120, 0, 100],
        [200, 100, 0],
      ],
    },
  },
}

const none = { setup: 0, service: 0, waiting_time: 0, violations: [] }
const start = { type: 'start', location_index: 0, ...none, arrival: 0, duration: 0, distance: 0 }
const end = { type: 'end', location_index: 0, ...none }
const output = {
  code: 0,
  summary: {
    cost: 67,
    routes: 2,
    unassigned: 1,
    setup: 2,
    service: 8,
    duration: 62,
    waiting_time: 10,
    priority: 3,
    distance: 620,
  },
  unassigned: [{ id: 13, type: 'job' }],
  routes: [
    {
      vehicle: 1,
      ...{ cost: 22, setup: 2, service: 8, duration: 22, waiting_time: 10, priority: 3, distance: 220 },
      steps: [
        { ...start, load: [1] },
        {
          type: 'job',
          id: 10,
          location_index: 1,
          setup: 2,
          service: 4,
          waiting_time: 10,
          arrival: 10,
          duration: 10,
          distance: 100,
          load: [0],
        },
        {
          type: 'job',
          id: 11,
          location_index: 1,
          setup: 0,
          service: 4,
          waiting_time: 0,
          arrival: 26,
          duration: 10,
          distance: 100,
          load: [2],
        },
        { ...end, arrival: 42, duration: 22, distance: 220, load: [2] },
      ],
    },
    {
      vehicle: 2,
      ...{ cost: 45, setup: 0, service: 0, duration: 40, waiting_time: 0, priority: 0, distance: 400 },
      steps: [
        { ...start, load: [3] },
        { type: 'job', id: 12, location_index: 2, ...none, arrival: 20, duration: 20, distance: 200, load: [0] },
        { ...end, arrival: 40, duration: 40, distance: 400, load: [0] },
      ],
    },
  ],
}

type Planted = (input: typeof copies.input, output: typeof copies.output) => void
const copies = { input, output }

const found = (plant: Planted): VroomViolation[] => {
  const [given, answer] = [structuredClone(input), structuredClone(output)]
  plant(given, answer)
  return checkVroom(given, answer)
}

describe('the checker of VROOM outputs', () => {
  it('accepts several windows, a setup once a place, pickups beside deliveries and vehicles that differ', () => {
    expect(found(() => undefined)).toEqual([])
  })

  it.each<[VroomViolation['kind'], string, Planted]>([
    ['vehicle', 'routes[1]', (_, { routes }) => (routes[1]!.vehicle = 1)],
    ['vehicle', 'routes[1]', (_, { routes }) => (routes[1]!.vehicle = 9)],
    ['job', 'unassigned[0]', (_, { unassigned }) => (unassigned[0]!.id = 12)],
    ['job', 'routes[1].steps[1]', (_, { routes }) => Object.assign(routes[1]!.steps[1]!, { id: 99 })],
    ['missed', 'routes', (_, answer) => (answer.unassigned = [])],
    ['place', 'routes[0].end', (_, { routes }) => (routes[0]!.steps[3]!.location_index = 2)],
    ['place', 'routes[0].start', (_, { routes }) => void routes[0]!.steps.shift()],
    ['place', 'routes[1].steps[1]', (_, { routes }) => (routes[1]!.steps[1]!.location_index = 1)],
    ['way', 'routes[1].steps[1]', (_, { routes }) => (routes[1]!.steps[1]!.location_index = 7)],
    ['time', 'routes[0].steps[2].arrival', (_, { routes }) => (routes[0]!.steps[2]!.arrival = 25)],
    ['time', 'routes[0].steps[3].duration', (_, { routes }) => (routes[0]!.steps[3]!.duration = 21)],
    ['time', 'routes[0].steps[1].setup', (_, { routes }) => (routes[0]!.steps[1]!.setup = 0)],
    ['time', 'routes[0].steps[2].setup', (_, { routes }) => (routes[0]!.steps[2]!.setup = 2)],
    ['time', 'routes[0].steps[2].service', (_, { routes }) => (routes[0]!.steps[2]!.service = 3)],
    ['time', 'routes[0].steps[1].waiting_time', (_, { routes }) => (routes[0]!.steps[1]!.waiting_time = -10)],
    ['window', 'routes[0].steps[1]', (_, { routes }) => (routes[0]!.steps[1]!.waiting_time = 0)],
    ['window', 'routes[0].steps[1]', ({ jobs }) => (jobs[0]!.time_windows = [[21, 30]])],
    ['hours', 'routes[0]', ({ vehicles }) => (vehicles[0]!.time_window = [1, 100])],
    ['hours', 'routes[0]', ({ vehicles }) => (vehicles[0]!.time_window = [0, 41])],
    ['load', 'routes[0].steps[3].load[0]', (_, { routes }) => (routes[0]!.steps[3]!.load = [1])],
    ['load', 'routes[1].steps[0].load[0]', ({ vehicles }) => (vehicles[1]!.capacity = [2])],
    ['load', 'routes[0].steps[2].load[0]', ({ vehicles }) => (vehicles[0]!.capacity = [1])],
    ['skills', 'routes[0].steps[1]', ({ vehicles }) => (vehicles[0]!.skills = [])],
    ['tasks', 'routes[0]', ({ vehicles }) => (vehicles[0]!.max_tasks = 1)],
    ['travel-time', 'routes[0]', ({ vehicles }) => (vehicles[0]!.max_travel_time = 21)],
    ['distance', 'routes[0]', ({ vehicles }) => (vehicles[0]!.max_distance = 219)],
    ['distance', 'routes[0].steps[1].distance', (_, { routes }) => (routes[0]!.steps[1]!.distance = 99)],
    ['sum', 'routes[1].cost', (_, { routes }) => (routes[1]!.cost = 40)],
    ['sum', 'routes[0].priority', (_, { routes }) => (routes[0]!.priority = 0)],
    ['sum', 'routes[0].distance', (_, { routes }) => (routes[0]!.distance = 221)],
    ['sum', 'summary.cost', (_, { summary }) => (summary.cost = 66)],
    ['sum', 'summary.waiting_time', (_, { summary }) => (summary.waiting_time = 0)],
    ['sum', 'summary.unassigned', (_, { summary }) => (summary.unassigned = 0)],
    ['sum', 'summary.distance', (_, { summary }) => (summary.distance = 0)],
  ])('finds a planted %s at %s', (kind, path, plant) => {
    expect(found(plant)).toContainEqual(expect.objectContaining({ kind, path }))
  })

  it('measures between coordinates by the ways it is told, and calls a way that none leads by its name', () => {
    const there = { seconds: 7, metres: 70 }
    const given = { vehicles: [{ id: 1, start: [1, 1] }], jobs: [{ id: 1, location: [2, 2] }] }
    const job = { type: 'job', id: 1, location: [2, 2], ...none, arrival: 7, duration: 7 }
    const sums = { cost: 7, setup: 0, service: 0, duration: 7, waiting_time: 0, priority: 0 }
    const steps = [{ type: 'start', location: [1, 1], ...none, arrival: 0, duration: 0 }, job]
    const answer = {
      summary: { ...sums, routes: 1, unassigned: 0 },
      unassigned: [],
      routes: [{ vehicle: 1, ...sums, steps }],
    }
    expect(checkVroom(given, answer, (a, b) => (a[0] === 1 && b[0] === 2 ? there : null))).toEqual([])
    expect(checkVroom(given, answer, () => null)).toContainEqual(expect.objectContaining({ kind: 'way' }))
  })
})

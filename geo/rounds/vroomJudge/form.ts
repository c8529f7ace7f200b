/** What the checker reads of VROOM's input and output, as VROOM's API.md has it. */

export interface Place {
  location?: number[]
  location_index?: number
}

export interface Job extends Place {
  id: number
  setup?: number
  service?: number
  setup_per_type?: Record<string, number>
  service_per_type?: Record<string, number>
  amount?: number[]
  delivery?: number[]
  pickup?: number[]
  skills?: number[]
  priority?: number
  time_windows?: [number, number][]
}

export interface Vehicle {
  id: number
  profile?: string
  type?: string
  start?: number[]
  start_index?: number
  end?: number[]
  end_index?: number
  capacity?: number[]
  skills?: number[]
  time_window?: [number, number]
  max_tasks?: number
  max_travel_time?: number
  max_distance?: number
  costs?: { fixed?: number }
}

export interface Input {
  jobs?: Job[]
  vehicles: Vehicle[]
  matrix?: number[][]
  matrices?: Record<string, { durations: number[][]; distances?: number[][]; costs?: number[][] }>
}

export interface Step extends Place {
  type: string
  id?: number
  arrival: number
  duration: number
  distance?: number
  setup: number
  service: number
  waiting_time: number
  load?: number[]
}

export interface Sums {
  cost: number
  setup: number
  service: number
  duration: number
  waiting_time: number
  priority: number
  distance?: number
}

export interface Output {
  summary: Sums & { routes: number; unassigned: number }
  unassigned: { id: number }[]
  routes: (Sums & { vehicle: number; steps: Step[] })[]
}

/** What a route sums up, and the summary over the routes. */
export const SUMS = ['cost', 'setup', 'service', 'duration', 'waiting_time', 'priority'] as const

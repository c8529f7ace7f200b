import { z } from 'zod'

/**
 * VROOM's input as its docs/API.md (1.14) has it: seconds, metres, [longitude, latitude], windows with both ends in.
 * Keys it does not know are refused: a wish that nobody hears must not look granted.
 */
const Id = z.int().min(0)
const Index = z.int().min(0)
const Seconds = z
  .int()
  .min(0)
  .max(2 ** 26)
const Time = z.int().min(0)
const Coordinates = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const Window = z.tuple([Time, Time])
const Amount = z.array(z.int().min(0))
const Skills = z.array(z.int()).default([])
const PerType = z.record(z.string(), Seconds).optional()

const Job = z.strictObject({
  id: Id,
  description: z.string().optional(),
  location: Coordinates.optional(),
  location_index: Index.optional(),
  setup: Seconds.default(0),
  service: Seconds.default(0),
  setup_per_type: PerType,
  service_per_type: PerType,
  /** The old name of delivery. */
  amount: Amount.optional(),
  delivery: Amount.optional(),
  pickup: Amount.optional(),
  skills: Skills,
  priority: z.int().min(0).max(100).default(0),
  time_windows: z.array(Window).min(1).optional(),
})

const Costs = z.strictObject({
  fixed: z
    .int()
    .min(0)
    .max(2 ** 26)
    .default(0),
  per_hour: z.int().min(0).default(3600),
  per_task_hour: z.int().min(0).default(0),
  per_km: z.int().min(0).default(0),
})

const Vehicle = z.strictObject({
  id: Id,
  profile: z.string().default('car'),
  description: z.string().optional(),
  start: Coordinates.optional(),
  start_index: Index.optional(),
  end: Coordinates.optional(),
  end_index: Index.optional(),
  capacity: Amount.default([]),
  costs: Costs.prefault({}),
  skills: Skills,
  type: z.string().optional(),
  time_window: Window.optional(),
  breaks: z.array(z.unknown()).default([]),
  speed_factor: z.number().gt(0).max(5).default(1),
  max_tasks: z.int().min(0).optional(),
  max_travel_time: Seconds.optional(),
  max_distance: z.int().min(0).optional(),
  steps: z.array(z.unknown()).default([]),
})

const Table = z.array(z.array(Seconds)).min(1)

const Matrices = z.strictObject({ durations: Table, distances: Table.optional(), costs: Table.optional() })

export const VroomInput = z.strictObject({
  jobs: z.array(Job).default([]),
  shipments: z.array(z.unknown()).default([]),
  vehicles: z.array(Vehicle).min(1),
  matrices: z.record(z.string(), Matrices).optional(),
  /** The old form of matrices.car.durations. */
  matrix: Table.optional(),
})
export type VroomInput = z.infer<typeof VroomInput>
export type VroomJob = z.infer<typeof Job>
export type VroomVehicle = z.infer<typeof Vehicle>

import { type Input, type Output, SUMS } from './form.ts'
import { type PointWay, RouteCheck } from './route.ts'
import type { VroomViolation } from './violation.ts'

/**
 * Reads nothing but VROOM's raw input and an output for it, as parsed from their JSON, and answers every rule that is
 * broken. It takes vehicles that differ, several windows, pickups beside deliveries and skills as VROOM defines them,
 * whatever the engine can do, and shares no code with it.
 */
export function checkVroom(rawInput: unknown, rawOutput: unknown, between?: PointWay): VroomViolation[] {
  const input = rawInput as Input
  const output = rawOutput as Output
  const violations: VroomViolation[] = []
  const jobs = new Map((input.jobs ?? []).map((job) => [job.id, job]))
  const seen = new Map<number, string>()
  const drivers = new Set<number>()
  const note = (id: number, path: string) => {
    if (!jobs.has(id) || seen.has(id))
      violations.push({ kind: 'job', path, expected: 'a job of the input, once', got: id })
    seen.set(id, path)
  }
  for (const [r, route] of output.routes.entries()) {
    const path = `routes[${r}]`
    const vehicle = input.vehicles.find(({ id }) => id === route.vehicle)
    if (vehicle === undefined || drivers.has(route.vehicle)) {
      violations.push({ kind: 'vehicle', path, expected: 'a vehicle of the input, once', got: route.vehicle })
      continue
    }
    drivers.add(route.vehicle)
    for (const [s, step] of route.steps.entries()) if (step.type === 'job') note(step.id!, `${path}.steps[${s}]`)
    violations.push(...new RouteCheck(input, jobs, vehicle, path, between).run(route))
  }
  for (const [k, { id }] of output.unassigned.entries()) note(id, `unassigned[${k}]`)
  for (const id of jobs.keys())
    if (!seen.has(id))
      violations.push({ kind: 'missed', path: 'routes', expected: 'every job, or unassigned', got: id })
  return [...violations, ...summaryOf(output)]
}

function summaryOf({ summary, routes, unassigned }: Output): VroomViolation[] {
  const expected: Record<string, number> = { routes: routes.length, unassigned: unassigned.length }
  for (const key of SUMS) expected[key] = routes.reduce((sum, route) => sum + route[key], 0)
  if (summary.distance !== undefined) expected.distance = routes.reduce((sum, route) => sum + route.distance!, 0)
  const claimed = summary as unknown as Record<string, number>
  return Object.entries(expected)
    .filter(([key, value]) => claimed[key] !== value)
    .map(([key, value]) => ({ kind: 'sum', path: `summary.${key}`, expected: value, got: claimed[key] }))
}

/** A rule that VROOM's output breaks against its input: where in the output, and what was expected. */
export interface VroomViolation {
  kind:
    | 'vehicle'
    | 'job'
    | 'missed'
    | 'place'
    | 'way'
    | 'time'
    | 'window'
    | 'hours'
    | 'load'
    | 'skills'
    | 'tasks'
    | 'travel-time'
    | 'distance'
    | 'sum'
  path: string
  expected: unknown
  got: unknown
}

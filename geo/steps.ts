/** Long work in steps of some milliseconds: whoever drives it may do something else between two of them. */
export type Steps<T> = Generator<void, T, void>

/** So many areas, or other things of a microsecond or two, are a step. */
export const STEP = 10_000

export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** With a breath between any two steps. */
export async function withBreaths<T>(steps: Steps<T>, breath: () => Promise<unknown>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await breath()
  }
}

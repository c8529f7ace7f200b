import type { ImportProblem } from './problem.ts'

/** Problems kept of one file; the rest is only counted. */
const KEPT = 10_000

/** What speaks against a file: all of it counted, the first of it kept. */
export class Problems {
  readonly #kept: ImportProblem[] = []
  readonly #kinds = new Map<ImportProblem['kind'], number>()
  total = 0

  add(...problems: readonly ImportProblem[]): void {
    for (const problem of problems) {
      this.total += 1
      this.#kinds.set(problem.kind, (this.#kinds.get(problem.kind) ?? 0) + 1)
      if (this.#kept.length < KEPT) this.#kept.push(problem)
    }
  }

  count(kind: ImportProblem['kind']): number {
    return this.#kinds.get(kind) ?? 0
  }

  /** What was kept, in the file's order; what is said of the whole file first. */
  list(): ImportProblem[] {
    return this.#kept.toSorted((a, b) => (a.feature ?? -1) - (b.feature ?? -1))
  }
}

import { type Flaw, Problem, type ProblemCode } from '../../errors.ts'

/** A Problem on its way between threads. */
export interface Failed {
  code: ProblemCode
  flaws: readonly Flaw[]
  facts: Readonly<Record<string, unknown>>
}

export const packed = ({ code, flaws, facts }: Problem): Failed => ({ code, flaws, facts })

export const unpacked = ({ code, flaws, facts }: Failed): Problem => new Problem(code, { flaws: [...flaws], facts })

/**
 * The smallest part of `all` that still excludes, in the sense that without any one of it nothing is excluded: each is
 * left out in turn and stays out where the rest excludes without it (deletion filter, Chinneck and Dravnieks 1991).
 * What is named first is left out first. `all` must exclude, and less must never exclude more.
 */
export function irreducible<T>(all: readonly T[], excludes: (part: readonly T[]) => boolean): T[] {
  return all.reduce<T[]>(
    (part, one) => {
      const less = part.filter((other) => other !== one)
      return excludes(less) ? less : part
    },
    [...all],
  )
}

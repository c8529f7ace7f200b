/**
 * Kulldorff's log likelihood ratio of a window with c of C cases where E are expected, for high rates:
 *
 *   c ln(c/E) + (C − c) ln((C − c)/(C − E)),   0 when c ≤ E
 *
 * M. Kulldorff, A spatial scan statistic, Commun. Statist. Theory Meth. 26 (1997) 1481–1496, §4 (Poisson); the same form
 * with E of the permutation model in M. Kulldorff et al., PLoS Medicine 2 (2005) e59.
 */
export function logLikelihoodRatio(cases: number, expected: number, allCases: number): number {
  if (cases <= expected) return 0
  const outside = allCases - cases
  const rest = outside === 0 ? 0 : outside * Math.log(outside / (allCases - expected))
  return cases * Math.log(cases / expected) + rest
}

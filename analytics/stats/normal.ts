/**
 * Upper tail of the standard normal distribution, P(Z > z), to about 16 digits of the result, tails included.
 * W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969) 631–637, in the form
 * and with the coefficients of W. J. Cody, Algorithm 715 (ANORM), ACM TOMS 19 (1993) 22–32.
 */
export function upperTail(z: number): number {
  const y = Math.abs(z)
  if (y <= 0.674_489_75) return 0.5 - centre(z)
  const tail = Math.exp(-coarse(y) / 2) * Math.exp(-rest(y) / 2) * (y <= Math.sqrt(32) ? middle(y) : far(y))
  return z > 0 ? tail : 1 - tail
}

/** Two-sided p of a z: P(|Z| ≥ |z|). Never folded, never halved. */
export function twoSided(z: number): number {
  return Math.min(1, 2 * upperTail(Math.abs(z)))
}

const SQRT_2PI_INVERSE = 0.398_942_280_401_432_7
const A = [2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356]
const A_LAST = 0.06568233791820745
const B = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673]
const C = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283,
  11602.65143764735, 9842.714838383978,
]
const C_LAST = 1.0765576773720192e-8
const D = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
]
const P = [0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 0.000029112874951168793]
const P_LAST = 0.023073441764940174
const Q = [1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 0.00007297515550839662]

/** Σ of the numerator over Σ of the denominator, both by Horner's rule. */
function ratio(x: number, first: number, above: readonly number[], below: readonly number[]): number {
  const last = above.length - 1
  let top = first * x
  let bottom = x
  for (let i = 0; i < last; i++) {
    top = (top + above[i]!) * x
    bottom = (bottom + below[i]!) * x
  }
  return (top + above[last]!) / (bottom + below[last]!)
}

const centre = (z: number) => z * ratio(z * z, A_LAST, A, B)
const middle = (y: number) => ratio(y, C_LAST, C, D)
const far = (y: number) => {
  const x = 1 / (y * y)
  return (SQRT_2PI_INVERSE - x * ratio(x, P_LAST, P, Q)) / y
}
/** y² is split into a square of sixteenths and the rest, so that exp loses no digits. */
const coarse = (y: number) => {
  const sixteenths = Math.trunc(y * 16) / 16
  return sixteenths * sixteenths
}
const rest = (y: number) => (y - Math.trunc(y * 16) / 16) * (y + Math.trunc(y * 16) / 16)

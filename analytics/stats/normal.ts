/**
 * Upper tail of the standard normal distribution, P(Z > z), to about 16 digits of the result, tails included.
 * W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969) 631–637, in the form
 * and with the coefficients of W. J. Cody, Algorithm 715 (ANORM), ACM TOMS 19 (1993) 22–32.
 */
export function upperTail(z: number): number {
  const y = Math.abs(z)
  if (y <= 0.674_489_75) return 0.5 - z * centre(z * z)
  const tail = tailOf(y)
  return z > 0 ? tail : 1 - tail
}

/** Two-sided p of a z: P(|Z| ≥ |z|). Never folded, never halved. */
export function twoSided(z: number): number {
  const y = Math.abs(z)
  return y <= 0.674_489_75 ? 1 - 2 * y * centre(y * y) : 2 * tailOf(y)
}

/**
 * P(Z > y) for y above 0.67. y² is split into the square of k 128ths (16ths in the paper) and the rest,
 * (y − k/128)(y + k/128), so that exp loses no digits; the first factor is one of a table.
 */
function tailOf(y: number): number {
  if (!(y < FARTHEST)) return Number.isNaN(y) ? y : 0
  const k = (y * STEPS) | 0
  const coarse = k * (1 / STEPS)
  const rest = (y - coarse) * (y + coarse)
  return y <= SQRT_32 ? SQUARES[k]! * smallExp(-rest / 2) * middle(y) : SQUARES[k]! * Math.exp(-rest / 2) * far(y)
}

const STEPS = 128
/** From here on the tail is smaller than any number. */
const FARTHEST = 39
/** e^(−(k/128)²/2). */
const SQUARES = Float64Array.from({ length: STEPS * FARTHEST }, (_, k) => Math.exp(-((k / STEPS) ** 2) / 2))
const SQRT_32 = Math.sqrt(32)

/** e^t for |t| < 0.045 by its series, where the eighth power is below the last digit; a call of exp costs three times that. */
function smallExp(t: number): number {
  return 1 + t * (1 + (t / 2) * (1 + t * (1 / 3 + t * (1 / 12 + t * (1 / 60 + t * (1 / 360 + t / 2520))))))
}

const SQRT_2PI_INVERSE = 0.398_942_280_401_432_7

/** Coefficients A, B of the paper, of x = z². */
function centre(x: number): number {
  const above =
    (((0.06568233791820745 * x + 2.2352520354606837) * x + 161.02823106855587) * x + 1067.6894854603709) * x +
    18154.98125334356
  const below = (((x + 47.202581904688245) * x + 976.0985517377767) * x + 10260.932208618979) * x + 45507.78933502673
  return above / below
}

/** C, D. */
function middle(y: number): number {
  const above =
    (((((((1.0765576773720192e-8 * y + 0.39894151208813466) * y + 8.883149794388377) * y + 93.50665613217785) * y +
      597.2702763948002) *
      y +
      2494.5375852903726) *
      y +
      6848.190450536283) *
      y +
      11602.65143764735) *
      y +
    9842.714838383978
  const below =
    (((((((y + 22.266688044328117) * y + 235.387901782625) * y + 1519.3775994075547) * y + 6485.558298266761) * y +
      18615.571640885097) *
      y +
      34900.95272114598) *
      y +
      38912.00328609327) *
      y +
    19685.429676859992
  return above / below
}

/** P, Q, of x = 1/y². */
function far(y: number): number {
  const x = 1 / (y * y)
  const above =
    ((((0.023073441764940174 * x + 0.215898534057957) * x + 0.12740116116024736) * x + 0.022235277870649807) * x +
      0.0014216191932278934) *
      x +
    0.000029112874951168793
  const below =
    ((((x + 1.284260096144911) * x + 0.4682382124808651) * x + 0.06598813786892856) * x + 0.0037823963320275824) * x +
    0.00007297515550839662
  return (SQRT_2PI_INVERSE - (x * above) / below) / y
}

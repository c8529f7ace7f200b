/**
 * Two-sided p of a z, to about 15 digits of the result, tails included: P(|Z| ≥ |z|). Never folded, never halved.
 *
 * Up to √32 by the Taylor series about the nearest 128th y,
 *
 *   P(|Z| ≥ y + h) = P(|Z| ≥ y) − 2 φ(y) Σ_{m ≥ 1} (−1)^(m − 1) He_{m − 1}(y) h^m / m!
 *
 * with He the Hermite polynomials of probability (Abramowitz & Stegun 1964, 26.2.30 f.) and |h| ≤ 1/256, where the eighth
 * power is below the last digit; a rational approximation of each z would cost twice that.
 */
export function twoSided(z: number): number {
  const y = Math.abs(z)
  if (!(y < SQRT_32)) return 2 * upperTail(y)
  const k = (y * STEPS + 0.5) | 0
  const h = y - k * (1 / STEPS)
  const at = k * TERMS
  const c = SERIES
  const second = c[at + 4]! + h * (c[at + 5]! + h * (c[at + 6]! + h * c[at + 7]!))
  return c[at]! + h * (c[at + 1]! + h * (c[at + 2]! + h * (c[at + 3]! + h * second)))
}

const SQRT_32 = Math.sqrt(32)
const SQRT_2PI_INVERSE = 0.398_942_280_401_432_7
/** From here on the tail is smaller than any number. */
const FARTHEST = 39
const STEPS = 128
const TERMS = 8
const SERIES = seriesAbout128ths()

/** Row k: the coefficients of h⁰ … h⁷ about y = k/128. */
function seriesAbout128ths(): Float64Array {
  const rows = Math.ceil(SQRT_32 * STEPS) + 1
  const table = new Float64Array(rows * TERMS)
  for (let k = 0; k < rows; k++) {
    const y = k / STEPS
    table[k * TERMS] = 2 * upperTail(y)
    let [hermite, before] = [1, 0]
    let factor = 2 * SQRT_2PI_INVERSE * Math.exp((-y * y) / 2)
    for (let m = 1; m < TERMS; m++) {
      factor /= -m
      table[k * TERMS + m] = factor * hermite
      ;[hermite, before] = [y * hermite - (m - 1) * before, hermite]
    }
  }
  return table
}

/**
 * P(Z > y) for y ≥ 0. W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969)
 * 631–637, in the form and with the coefficients of W. J. Cody, Algorithm 715 (ANORM), ACM TOMS 19 (1993) 22–32. y² is
 * split into the square of a number of sixteenths and the rest, so that exp loses no digits.
 */
function upperTail(y: number): number {
  if (y > FARTHEST) return 0
  if (y <= 0.674_489_75) return 0.5 - y * centre(y * y)
  const coarse = Math.trunc(y * 16) / 16
  const rest = (y - coarse) * (y + coarse)
  const density = Math.exp((-coarse * coarse) / 2) * Math.exp(-rest / 2)
  return density * (y <= SQRT_32 ? middle(y) : far(y))
}

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

/**
 * Kernels of the plane, with u = distance ÷ bandwidth, each integrating to 1 over the plane when divided by bandwidth²:
 * gaussian e^(−u²/2) / 2π;  epanechnikov 2(1 − u²)/π and quartic 3(1 − u²)²/π for u < 1.
 * B. W. Silverman, Density Estimation for Statistics and Data Analysis (1986), §4.2.1, eqs. (4.3)–(4.5).
 */
export const KERNELS = {
  gaussian: (u2: number) => Math.exp(-u2 / 2) / (2 * Math.PI),
  epanechnikov: (u2: number) => (u2 < 1 ? (2 * (1 - u2)) / Math.PI : 0),
  quartic: (u2: number) => (u2 < 1 ? (3 * (1 - u2) ** 2) / Math.PI : 0),
} as const
export type Kernel = keyof typeof KERNELS

/**
 * Incidents per unit of area around each place: Σ_i K(d_i / h) / h². Divided by the number of incidents it is the
 * density of one. The border of the district is not corrected for: density is low along it.
 * @param incidents @param places in the plane @param bandwidth h > 0, in its unit
 * @throws RangeError when the bandwidth is not above 0
 */
export function kernelDensity(
  incidents: { x: Float64Array; y: Float64Array },
  places: { x: Float64Array; y: Float64Array },
  { kernel, bandwidth }: { kernel: Kernel; bandwidth: number },
): Float64Array {
  if (!(bandwidth > 0)) throw new RangeError(`a bandwidth of ${bandwidth}`)
  const weigh = KERNELS[kernel]
  const h2 = bandwidth * bandwidth
  return places.x.map((x, place) => {
    let sum = 0
    for (let i = 0; i < incidents.x.length; i++) {
      const dx = incidents.x[i]! - x
      const dy = incidents.y[i]! - places.y[place]!
      sum += weigh((dx * dx + dy * dy) / h2)
    }
    return sum / h2
  })
}

/** For each place all places, the nearest first; equally near ones in the order of the list. n × n, row by row. */
export function byDistance(x: Float64Array, y: Float64Array): Uint32Array {
  const n = x.length
  const orders = new Uint32Array(n * n)
  const away = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) away[j] = (x[j]! - x[i]!) ** 2 + (y[j]! - y[i]!) ** 2
    orders.set(
      Uint32Array.from(away.keys()).sort((a, b) => away[a]! - away[b]! || a - b),
      i * n,
    )
  }
  return orders
}

/** A figure to three digits, for a sentence; a tiny one says only that it is. */
export function brief(figure: number): string {
  if (figure !== 0 && Math.abs(figure) < 0.0001) return figure > 0 ? '<0.0001' : '>-0.0001'
  return String(Number(figure.toPrecision(3)))
}

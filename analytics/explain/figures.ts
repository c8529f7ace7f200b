/** A figure to three digits, for a sentence; a tiny one says only that it is. */
export function brief(figure: number): string {
  if (figure !== 0 && Math.abs(figure) < 0.0001) return figure > 0 ? '<0.0001' : '>-0.0001'
  return String(Number(figure.toPrecision(3)))
}

/** What a probability is, after its name: `= 0.012`, or `< 0.0001`. */
export const isFigure = (p: number): string => (p < 0.0001 ? '< 0.0001' : `= ${brief(p)}`)

import type { AreaAmount } from './store.ts'

/** What a list says of an area: its own amount, or the sum of those of its parts where all are known; else null. */
export function knownAmounts(
  rows: readonly AreaAmount[],
  partsOf: (code: string) => readonly string[],
): (code: string) => number | null {
  const own = new Map(rows.map(({ code, amount }) => [code, amount]))
  const known = (code: string): number | null => {
    const amount = own.get(code)
    if (amount !== undefined) return amount
    const parts = partsOf(code)
    let sum: number | null = parts.length === 0 ? null : 0
    for (const part of parts) {
      const more = known(part)
      if (more === null) return null
      sum! += more
    }
    return sum
  }
  return known
}

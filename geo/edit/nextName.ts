/** A name for a further area like one that has one: `名（2）`, `名（3）` … that nobody has yet. */
export function nextName(like: string, taken: ReadonlySet<string>): string {
  const stem = like.replace(/（\d+）$/, '')
  for (let n = 2; ; n++) if (!taken.has(`${stem}（${n}）`)) return `${stem}（${n}）`
}

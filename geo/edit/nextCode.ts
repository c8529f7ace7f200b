/** Codes are counted in this many of their last digits. */
const COUNTED = 6

/**
 * A code for a new area beside others: the one of its siblings counted up, as long as theirs, taken by nobody.
 * @param like a sibling's code; where it ends in no digits of its own, or they are used up, `-2`, `-3` … is put behind it
 */
export function nextCode(like: string, parent: string | null, taken: ReadonlySet<string>): string {
  const own = parent !== null && like.startsWith(parent) ? like.slice(parent.length) : like
  const digits = /\d+$/.exec(own)?.[0].slice(-COUNTED) ?? ''
  const stem = like.slice(0, like.length - digits.length)
  const most = digits === '' ? 0 : 10 ** digits.length
  for (let turn = 1; turn < most; turn++) {
    const n = (Number(digits) + turn) % most
    const code = stem + String(n).padStart(digits.length, '0')
    if (n > 0 && !taken.has(code)) return code
  }
  for (let n = 2; ; n++) if (!taken.has(`${like}-${n}`)) return `${like}-${n}`
}

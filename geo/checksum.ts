const MULTIPLIER = 0x9e3779b1

/**
 * A number of 32 bits that changes, but for one chance in four thousand million, when any of the words does or their
 * order. Four sums run side by side, as one waits for its multiplication. It finds damage, not forgery.
 */
export function checksum(words: Uint32Array): number {
  let [a, b, c, d] = [1, 2, 3, words.length | 0]
  const even = words.length - (words.length % 4)
  for (let i = 0; i < even; i += 4) {
    a = mixed(a, words[i]!)
    b = mixed(b, words[i + 1]!)
    c = mixed(c, words[i + 2]!)
    d = mixed(d, words[i + 3]!)
  }
  for (let i = even; i < words.length; i++) a = mixed(a, words[i]!)
  return [b, c, d].reduce(mixed, a) >>> 0
}

/** One to one in the sum for a given word, and in the word for a given sum: no single change is lost. */
function mixed(sum: number, word: number): number {
  const next = Math.imul(sum ^ word, MULTIPLIER)
  return next ^ (next >>> 15)
}

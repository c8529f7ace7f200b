/**
 * A stream of whole numbers, uniform in [0, below): the same seed gives the same numbers on every machine.
 * sfc32 of C. Doty-Humphrey (PractRand, public domain), seeded as there: three words, counter 1, twelve rounds.
 */
export function randomBelow(seed: number): (below: number) => number {
  let a = seed | 0
  let b = Math.floor(seed / 0x1_0000_0000) | 0
  let c = 0x243f6a88
  let counter = 1
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 12; i++) next()
  return (below) => Math.floor((next() / 0x1_0000_0000) * below)
}

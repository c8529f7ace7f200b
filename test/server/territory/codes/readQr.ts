/**
 * Reads a QR code out of its modules, written from ISO/IEC 18004 apart from the maker: format bits, mask, zigzag, blocks,
 * byte mode. Versions 1 to 5 of level M, which hold addresses up to 84 characters; error correction is not needed, since
 * what is printed is exact.
 */
export function readQr(dark: readonly (readonly boolean[])[]): string {
  const size = dark.length
  const version = (size - 17) / 4
  const blocks = { 1: [1, 16], 2: [1, 28], 3: [1, 44], 4: [2, 32], 5: [2, 43] }[version]
  if (blocks === undefined) throw new Error(`version ${version} is not read here`)
  for (const [x, y] of [
    [0, 0],
    [size - 7, 0],
    [0, size - 7],
  ] as const) {
    if (!isFinder(dark, x, y)) throw new Error(`no finder at ${x}, ${y}`)
  }
  const format = formatOf(dark)
  if (format >> 3 !== 0) throw new Error('not level M')
  const bits = zigzag(size, version).map(([x, y]) => dark[y]![x]! !== MASKS[format & 7]!(x, y))
  const words = Array.from({ length: Math.floor(bits.length / 8) }, (_, n) => number(bits.slice(n * 8, n * 8 + 8)))
  const [count, each] = blocks as [number, number]
  const data = Array.from({ length: count }, (_, block) =>
    Array.from({ length: each }, (_, n) => words[n * count + block]!),
  ).flat()
  const stream = data.flatMap((word) => Array.from({ length: 8 }, (_, bit) => ((word >> (7 - bit)) & 1) === 1))
  if (number(stream.slice(0, 4)) !== 4) throw new Error('not byte mode')
  const length = number(stream.slice(4, 12))
  const bytes = Array.from({ length }, (_, n) => number(stream.slice(12 + n * 8, 20 + n * 8)))
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
}

const number = (bits: readonly boolean[]) => bits.reduce((sum, bit) => sum * 2 + Number(bit), 0)

function isFinder(dark: readonly (readonly boolean[])[], left: number, top: number): boolean {
  return Array.from({ length: 49 }, (_, n) => [n % 7, Math.floor(n / 7)] as const).every(([x, y]) => {
    const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3))
    return dark[top + y]![left + x] === (ring !== 2)
  })
}

/** The five data bits of the format: level and mask. The other ten must be their BCH remainder. */
function formatOf(dark: readonly (readonly boolean[])[]): number {
  const at = [0, 1, 2, 3, 4, 5, 7, 8].map((x) => [x, 8]).concat([7, 5, 4, 3, 2, 1, 0].map((y) => [8, y]))
  const held = number(at.map(([x, y]) => dark[y!]![x!]!)) ^ 0b101010000010010
  let rest = held
  for (let bit = 14; bit >= 10; bit--) if ((rest >> bit) & 1) rest ^= 0b10100110111 << (bit - 10)
  if (rest !== 0) throw new Error('the format bits do not check')
  return held >> 10
}

const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** Modules that hold data, in the order in which they are read. */
function zigzag(size: number, version: number): [number, number][] {
  const middle = size - 7
  const fixed = (x: number, y: number) =>
    (x < 9 && y < 9) ||
    (x >= size - 8 && y < 9) ||
    (x < 9 && y >= size - 8) ||
    x === 6 ||
    y === 6 ||
    (version > 1 && Math.abs(x - middle) <= 2 && Math.abs(y - middle) <= 2)
  const cells: [number, number][] = []
  let up = true
  for (let right = size - 1; right > 0; right -= 2, up = !up) {
    if (right === 6) right--
    for (let n = 0; n < size; n++) {
      const y = up ? size - 1 - n : n
      for (const x of [right, right - 1]) if (!fixed(x, y)) cells.push([x, y])
    }
  }
  return cells
}

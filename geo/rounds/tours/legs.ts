/** A leg that cannot be driven. Finite, so that sums stay exact; greater than any sum of three real legs. */
export const FAR = 2 ** 28
/** The longest leg that can be told from FAR. */
export const LONGEST = 2 ** 26

/** How a length between two points becomes a whole number. */
export type Rounding = 'down' | 'nearest' | 'up'

const ADDED: Record<Rounding, number> = { down: 0, nearest: 0.5, up: 1 - 1e-9 }

/** Length and driving time between places 0 … size − 1 in whole units: from a matrix, or from points as they are asked. */
export class Legs {
  readonly size: number
  /** Where the places are, for legs without a matrix. */
  readonly points: { readonly x: Float64Array; readonly y: Float64Array } | null
  readonly #matrix: Int32Array | null
  readonly #transposed: Int32Array | null
  readonly #x: Float64Array
  readonly #y: Float64Array
  readonly #scale: number
  readonly #added: number

  private constructor(
    size: number,
    matrix: Int32Array | null,
    x: Float64Array,
    y: Float64Array,
    scale: number,
    added: number,
  ) {
    this.size = size
    this.points = matrix === null ? { x, y } : null
    this.#matrix = matrix
    this.#transposed = matrix === null ? null : transposed(size, matrix)
    this.#x = x
    this.#y = y
    this.#scale = scale
    this.#added = added
  }

  /** From matrix[a · size + b]; a negative number is a leg that cannot be driven. Asymmetric is allowed. */
  static matrix(size: number, matrix: Int32Array): Legs {
    if (matrix.length !== size * size) throw new RangeError(`a matrix of ${size}² legs, got ${matrix.length}`)
    const far = new Int32Array(matrix)
    for (let k = 0; k < far.length; k++) {
      const leg = far[k]!
      if (leg > LONGEST) throw new RangeError(`legs up to ${LONGEST}, got ${leg}`)
      if (leg < 0) far[k] = FAR
    }
    return new Legs(size, far, new Float64Array(0), new Float64Array(0), 0, 0)
  }

  /**
   * Straight lines between points of a plane times `scale`. Up to MATRIX_SIZE places they are written out once; beyond,
   * a square root costs less than reaching into a table that a core's own cache does not hold (1,000 places, 4 MB: 1.5
   * times the steps without it).
   */
  static straight(x: Float64Array, y: Float64Array, scale: number, rounding: Rounding): Legs {
    const size = x.length
    const computed = new Legs(size, null, x, y, scale, ADDED[rounding])
    if (size > MATRIX_SIZE) return computed
    const matrix = new Int32Array(size * size)
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) matrix[a * size + b] = computed.of(a, b)
    }
    return Legs.matrix(size, matrix)
  }

  /**
   * From a to b. A search asks for many legs from and to one place a: `of` and `back` of it read one row each, which a
   * cache holds, where a column of the table would be a miss a leg.
   */
  of(a: number, b: number): number {
    if (this.#matrix !== null) return this.#matrix[a * this.size + b]!
    const dx = this.#x[a]! - this.#x[b]!
    const dy = this.#y[a]! - this.#y[b]!
    return (Math.sqrt(dx * dx + dy * dy) * this.#scale + this.#added) | 0
  }

  /** The legs between some of the places: a table of their own, as long as it is small enough. */
  part(places: Int32Array): Legs {
    const n = places.length
    if (n > MATRIX_SIZE && this.#matrix === null) {
      const pick = (of: Float64Array) => Float64Array.from(places, (place) => of[place]!)
      return new Legs(n, null, pick(this.#x), pick(this.#y), this.#scale, this.#added)
    }
    const cut = new Int32Array(n * n)
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < n; b++) cut[a * n + b] = this.of(places[a]!, places[b]!)
    }
    return new Legs(n, cut, new Float64Array(0), new Float64Array(0), 0, 0)
  }

  /** From b to a. */
  back(a: number, b: number): number {
    if (this.#transposed !== null) return this.#transposed[a * this.size + b]!
    return this.of(a, b)
  }

  /** Whether every leg is as long back as forth. */
  get symmetric(): boolean {
    return this.#transposed === this.#matrix
  }
}

/** The same table where all is as long back as forth, else one with rows and columns exchanged. */
function transposed(size: number, matrix: Int32Array): Int32Array {
  const other = new Int32Array(size * size)
  let same = true
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const leg = matrix[b * size + a]!
      other[a * size + b] = leg
      if (leg !== matrix[a * size + b]) same = false
    }
  }
  return same ? matrix : other
}

const MATRIX_SIZE = 400

type Numbers = Float64Array | Uint32Array | Int32Array

interface NumbersType<A> {
  readonly BYTES_PER_ELEMENT: number
  new (memory: ArrayBufferLike): A
}

/**
 * In memory that threads can share, where there is such (not in every browser): it does not hurry the collector of
 * garbage, who would else look through all geometries again for every 64 MB.
 */
const Memory = globalThis.SharedArrayBuffer ?? ArrayBuffer
const cleared = <A>(Type: NumbersType<A>, size: number) => new Type(new Memory(size * Type.BYTES_PER_ELEMENT))

/** A typed array that grows by doubling. `values` moves when it grows: read it anew after `reserve` and `push`. */
export class Growing<A extends Numbers> {
  length = 0
  values: A
  private readonly Type: NumbersType<A>

  constructor(Type: NumbersType<A>, size = 1024) {
    this.Type = Type
    this.values = cleared(Type, size)
  }

  push(value: number): void {
    const at = this.reserve(1)
    this.values[at] = value
  }

  /** Room for `count` more values, not cleared; answers the index of the first. */
  reserve(count: number): number {
    const first = this.length
    if (first + count > this.values.length) this.expect(Math.max(first + count, this.values.length * 2))
    this.length = first + count
    return first
  }

  /** Makes room for so many values in all. */
  expect(size: number): void {
    if (size <= this.values.length) return
    const longer = cleared(this.Type, size)
    longer.set(this.filled())
    this.values = longer
  }

  /** The values, not a copy of them: pages of memory that were never written to cost nothing. */
  filled(): A {
    return this.values.subarray(0, this.length) as A
  }
}

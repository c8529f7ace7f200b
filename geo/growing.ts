type Numbers = Float64Array | Uint32Array | Int32Array

/** A typed array that grows by doubling. `values` moves when it grows: read it anew after every `reserve` and `push`. */
export class Growing<A extends Numbers> {
  length = 0
  values: A
  private readonly Type: new (
    size: number,
  ) => A

  constructor(Type: new (size: number) => A, size = 1024) {
    this.Type = Type
    this.values = new Type(size)
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
    const longer = new this.Type(size)
    longer.set(this.filled())
    this.values = longer
  }

  /** The values, not a copy of them: pages of memory that were never written to cost nothing. */
  filled(): A {
    return this.values.subarray(0, this.length) as A
  }
}

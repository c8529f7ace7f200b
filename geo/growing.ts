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
    this.length += count
    if (this.length > this.values.length) {
      const longer = new this.Type(Math.max(this.length, this.values.length * 2))
      longer.set(this.values)
      this.values = longer
    }
    return first
  }

  trimmed(): A {
    return this.values.slice(0, this.length) as A
  }
}

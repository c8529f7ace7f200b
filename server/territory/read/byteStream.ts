/** A stream of bytes from which exact numbers of bytes are taken, one piece at a time. */
export class ByteStream {
  /** Bytes taken so far. */
  taken = 0
  private readonly chunks: AsyncIterator<Uint8Array>
  private held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.chunks = source[Symbol.asyncIterator]()
  }

  /** The next `length` bytes; fewer where the stream ends before. */
  async take(length: number): Promise<Buffer> {
    if (this.held.length < length) await this.fill(length)
    const piece = this.held.subarray(0, length)
    this.held = this.held.subarray(length)
    this.taken += piece.length
    return piece
  }

  /** Passes over bytes without holding them. */
  async skip(length: number): Promise<void> {
    const AT_ONCE = 1024 * 1024
    for (let left = length; left > 0; ) {
      const piece = await this.take(Math.min(left, AT_ONCE))
      if (piece.length === 0) return
      left -= piece.length
    }
  }

  async close(): Promise<void> {
    await this.chunks.return?.()
  }

  private async fill(length: number): Promise<void> {
    const parts: Uint8Array[] = [this.held]
    for (let size = this.held.length; size < length; ) {
      const { done, value } = await this.chunks.next()
      if (done) break
      parts.push(value)
      size += value.length
    }
    this.held = Buffer.concat(parts)
  }
}

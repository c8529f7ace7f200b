/** A copy that several threads read at once. */
export function shared(bytes: ArrayBuffer): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(bytes.byteLength)
  new Uint8Array(memory).set(new Uint8Array(bytes))
  return memory
}

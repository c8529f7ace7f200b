/** A code and its number in the dictionary of the warehouse. */
export interface Word {
  id: number
  text: string
}

/**
 * The dictionary of codes: UTF-8 bytes → small integer, so that a million rows carry integers and each code is
 * decoded once. Ids are given in the order of first sight, from 0, and never change.
 */
export interface Words {
  /** The id of the text in `bytes[from, to)`; a new one when it was never seen. */
  id(bytes: Uint8Array, from: number, to: number): number
  text(id: number): string
  /** Words met since the dictionary was opened, to be stored. */
  added(): Word[]
}

/** Opens a dictionary on the words already stored, whose ids must be 0, 1, 2 … */
export function openWords(stored: readonly Word[]): Words {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const texts: string[] = []
  const spellings: Uint8Array[] = []
  let slots = new Int32Array(1024).fill(-1)

  function add(spelling: Uint8Array, text: string): number {
    const id = texts.length
    texts.push(text)
    spellings.push(spelling)
    if (texts.length * 2 > slots.length) grow()
    else slots[free(slots, spelling)] = id
    return id
  }

  function grow(): void {
    slots = new Int32Array(slots.length * 2).fill(-1)
    for (const [id, spelling] of spellings.entries()) slots[free(slots, spelling)] = id
  }

  const encoder = new TextEncoder()
  for (const [index, { id, text }] of stored.entries()) {
    if (id !== index) throw new Error(`dictionary: expected word ${index}, got ${id}`)
    add(encoder.encode(text), text)
  }
  const before = texts.length

  return {
    id: (bytes, from, to) => {
      const mask = slots.length - 1
      for (let slot = hash(bytes, from, to) & mask; ; slot = (slot + 1) & mask) {
        const id = slots[slot]!
        if (id === -1) {
          const spelling = bytes.slice(from, to)
          return add(spelling, utf8.decode(spelling))
        }
        if (same(spellings[id]!, bytes, from, to)) return id
      }
    },
    text: (id) => texts[id]!,
    added: () => texts.slice(before).map((text, index) => ({ id: before + index, text })),
  }
}

/** FNV-1a in steps of four bytes, mixed so that the low bits depend on all of them. */
function hash(bytes: Uint8Array, from: number, to: number): number {
  let h = 0x811c9dc5 ^ (to - from)
  let at = from
  for (; at + 4 <= to; at += 4) {
    const four = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
    h = Math.imul(h ^ four, 0x01000193)
    h ^= h >>> 15
  }
  for (; at < to; at++) h = Math.imul(h ^ bytes[at]!, 0x01000193)
  return h ^ (h >>> 15)
}

function same(spelling: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from
  if (spelling.length !== length) return false
  for (let at = 0; at < length; at++) if (spelling[at] !== bytes[from + at]) return false
  return true
}

function free(slots: Int32Array, spelling: Uint8Array): number {
  const mask = slots.length - 1
  let slot = hash(spelling, 0, spelling.length) & mask
  while (slots[slot] !== -1) slot = (slot + 1) & mask
  return slot
}

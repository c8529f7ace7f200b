/**
 * Half-days of the horizon as bits: slot 2·d is the morning of working day d, 2·d + 1 its afternoon; 16 days a word.
 */
export type Slots = Uint32Array

export const MORNINGS = 0x55555555
export const AFTERNOONS = 0xaaaaaaaa

/** The half-days of so many working days that pass the test. */
export function slotsWhere(days: number, passes: (slot: number) => boolean): Slots {
  const slots = new Uint32Array(Math.ceil(days / 16))
  for (let slot = 0; slot < 2 * days; slot++) if (passes(slot)) slots[slot >>> 5]! |= 1 << (slot & 31)
  return slots
}

/** Those of `slots` from working day `from` through `to`, both included. */
export function during(slots: Slots, from: number, to: number): Slots {
  const kept = new Uint32Array(slots.length)
  const first = from >>> 4
  const last = to >>> 4
  for (let word = first; word <= last && from <= to; word++) {
    const low = word === first ? -1 << (2 * (from & 15)) : -1
    const high = word === last ? -1 >>> (30 - 2 * (to & 15)) : -1
    kept[word] = slots[word]! & low & high
  }
  return kept
}

export function both(a: Slots, b: Slots): Slots {
  const shared = new Uint32Array(a.length)
  for (let word = 0; word < a.length; word++) shared[word] = a[word]! & b[word]!
  return shared
}

/** Those whose half-day is one of `halves`: MORNINGS, AFTERNOONS, both bits of them or none. */
export function ofHalves(slots: Slots, halves: number): Slots {
  if (halves === -1) return slots
  return slots.map((word) => word & halves)
}

/** The first slot from `from` on, −1 where there is none. */
export function firstSlot(slots: Slots, from = 0): number {
  let word = from >>> 5
  let bits = (slots[word] ?? 0) & (-1 << (from & 31))
  while (bits === 0) {
    if (++word >= slots.length) return -1
    bits = slots[word]!
  }
  return 32 * word + 31 - Math.clz32(bits & -bits)
}

/** The last slot, −1 where there is none. */
export function lastSlot(slots: Slots): number {
  for (let word = slots.length - 1; word >= 0; word--) {
    if (slots[word] !== 0) return 32 * word + 31 - Math.clz32(slots[word]!)
  }
  return -1
}

export function countSlots(slots: Slots): number {
  let count = 0
  for (const word of slots) for (let rest = word; rest !== 0; rest &= rest - 1) count++
  return count
}

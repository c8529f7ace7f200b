import type { Position } from '../../server/api/terms.ts'
import * as api from '../api.ts'
import { ApiError } from '../ask.ts'
import { devicePosition, type NoPosition } from './device.ts'
import { work } from './work.svelte.ts'

/** What became of a form. */
export interface Filed {
  id: number
  /** It was filed before, with other words than those now in the form. */
  changed: boolean
  placed: boolean
}

/** One form for one report: however often it is sent, one report is filed. */
export class Filing {
  category = $state('')
  matter = $state<string | null>(null)
  description = $state('')
  #device = $state.raw<Position | null>(null)
  /** Why the device gave no position, once it was asked. */
  noPosition = $state<NoPosition | null>(null)
  asking = $state(false)
  busy = $state(false)
  error = $state.raw<unknown>(null)
  filed = $state.raw<Filed | null>(null)

  readonly #key = `form-${randomHex(12)}`
  readonly #observedAt = new Date().toISOString()

  /** Where the person pointed on the map; else where the device is. */
  position = $derived.by((): Position | null => {
    const pin = work.pin?.purpose === 'intake' ? work.pin : null
    if (pin === null || pin.at === null) return this.#device
    return { crs: 'wgs84', x: pin.at[0], y: pin.at[1], accuracyM: pin.accuracyM }
  })
  pointed = $derived(this.position !== null && this.position !== this.#device)
  complete = $derived(this.category !== '' || this.matter !== null)

  /** The next click on the map says where it was. */
  pick() {
    work.pin = { purpose: 'intake', at: null, accuracyM: 0 }
  }

  async askDevice() {
    if (this.asking) return
    this.asking = true
    const answer = await devicePosition()
    this.asking = false
    this.noPosition = typeof answer === 'string' ? answer : null
    if (typeof answer === 'string') return
    this.#device = answer
    work.pin = null
  }

  async send() {
    if (this.busy || this.filed !== null || !this.complete) return
    this.busy = true
    this.error = null
    const placed = this.position !== null
    try {
      const { id } = await api.file({
        idempotencyKey: this.#key,
        observedAt: this.#observedAt,
        position: this.position,
        description: this.description,
        ...(this.matter === null ? { category: this.category } : { matter: this.matter }),
      })
      this.filed = { id, changed: false, placed }
    } catch (error) {
      const earlier = earlierOf(error)
      if (earlier === null) this.error = error
      else this.filed = { id: earlier, changed: true, placed }
    } finally {
      this.busy = false
    }
  }
}

/** The report this form became when an answer was lost and the person wrote on. */
function earlierOf(error: unknown): number | null {
  if (!(error instanceof ApiError) || error.code !== 'key-reused') return null
  return typeof error.facts.id === 'number' ? error.facts.id : null
}

/** Also on plain HTTP, where crypto.randomUUID is missing. */
const randomHex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('')

import type { Edit, EditArea } from '../../geo/edit/edit.ts'
import * as api from '../api/draft.ts'
import { ApiError } from '../ask.ts'
import { draft } from './draft.svelte.ts'
import { keepOutbox, readOutbox, type Waiting } from './outbox.ts'

/** What somebody else did first to the very areas of an action that waits. */
export interface Conflict {
  by: string | null
  at: string | null
  words: { zh: string; en: string } | null
  mine: Waiting
}

const RETRY_MS = [1000, 2000, 5000, 10_000] as const
/** Codes of answers after which the same action may well be taken a moment later. */
const PASSING = /^(network|too-busy|http-5\d\d|internal)$/

/** Actions on their way to the server, one after another; none is lost before it is acknowledged. */
class Saving {
  waiting = $state.raw<readonly Waiting[]>([])
  savedAt = $state<Date | null>(null)
  /** The last attempt did not reach the server; it is made again. */
  offline = $state(false)
  conflict = $state.raw<Conflict | null>(null)
  error = $state.raw<unknown>(null)
  /** This device could not keep what waits: closing the page would lose it. */
  unkept = $state(false)
  #edition: number | null = null
  #busy: Promise<void> | null = null
  #tries = 0
  #steps: Promise<void> = Promise.resolve()
  #timer: ReturnType<typeof setTimeout> | undefined
  #undone: Waiting[] = []
  /** The areas before and after each action of this page, by change. */
  #sides = new Map<number, Pick<Waiting, 'edit' | 'before'>>()

  canUndo = $derived(this.waiting.length > 0 || draft.canUndo)
  canRedo = $derived(draft.canRedo)

  /** Begins with an edition: what this device still has for it is sent now. */
  open(edition: number) {
    this.#edition = edition
    this.waiting = readOutbox(edition)
    this.conflict = null
    this.error = null
    this.offline = false
    this.savedAt = null
    this.#undone = []
    this.#sides.clear()
    const left = this.waiting
    if (left.length > 0 && this.#rebase()) this.send()
  }

  /** Takes an action: it shows at once and is sent. */
  add(edit: Edit, before: EditArea[]) {
    this.#undone = []
    this.#keep([...this.waiting, { key: crypto.randomUUID(), edit: plain(edit), before: before.map(bare) }])
    draft.take(edit)
    this.send()
  }

  send = () => {
    clearTimeout(this.#timer)
    this.#busy ??= this.#pump().finally(() => {
      this.#busy = null
    })
  }

  async #pump() {
    for (let next = this.waiting[0]; next !== undefined && this.conflict === null; next = this.waiting[0]) {
      try {
        const { version, change } = await api.apply(this.#edition!, {
          ...next.edit,
          key: next.key,
          version: draft.version!,
        })
        this.#sides.set(change, next)
        this.#keep(this.waiting.filter(({ key }) => key !== next.key))
        draft.acknowledge(version)
        await this.#done()
      } catch (error) {
        if (!(await this.#meet(error))) return
      }
    }
  }

  async #done() {
    this.offline = false
    this.error = null
    this.#tries = 0
    this.savedAt = new Date()
    await draft.recall()
  }

  /** What to do about a failed attempt; true: try on at once. */
  async #meet(error: unknown): Promise<boolean> {
    const code = error instanceof ApiError ? error.code : 'client'
    if (code === 'stale-version') {
      const { by, at, words } = (error as ApiError).facts
      await draft.load()
      if (draft.version === null) return false
      return this.#rebase({ by, at, words } as Partial<Conflict>)
    }
    if (PASSING.test(code)) {
      this.offline = true
      const wait = RETRY_MS[Math.min(this.#tries++, RETRY_MS.length - 1)]!
      this.#timer = setTimeout(this.send, wait)
    } else this.error = error
    return false
  }

  /** Puts what waits upon the draft as it is now, where its areas are as they were; else shows who was first. */
  #rebase(first: Partial<Conflict> = {}): boolean {
    for (const mine of this.waiting) {
      const touched = new Map(mine.before.map((area) => [area.code, area]))
      const codes = new Set([...mine.edit.remove, ...mine.edit.put.map(({ code }) => code)])
      const untouched = [...codes].every((code) => equal(draft.area(code), touched.get(code)))
      const already = mine.edit.put.every((area) => equal(draft.area(area.code), area))
      if (!untouched && !already) {
        this.conflict = { by: first.by ?? null, at: first.at ?? null, words: first.words ?? null, mine }
        return false
      }
      draft.take(mine.edit as Edit)
    }
    return true
  }

  /** Gives up what waits and shows the draft as it is. */
  async discard() {
    this.#keep([])
    this.conflict = null
    this.error = null
    await draft.load()
  }

  /** One after another: a second key press waits for what the first does. */
  undo = () => this.#queue(() => this.#undo())
  redo = () => this.#queue(() => this.#redo())

  #queue(step: () => Promise<void>): Promise<void> {
    this.#steps = this.#steps.then(step)
    return this.#steps
  }

  async #undo() {
    clearTimeout(this.#timer)
    await this.#busy
    const last = this.waiting.at(-1)
    if (last === undefined) return this.#turn('undo')
    this.#keep(this.waiting.slice(0, -1))
    this.#undone.push(last)
    draft.take(backwards(last))
    if (this.waiting.length > 0) this.send()
    else this.offline = false
  }

  async #redo() {
    await this.#busy
    const last = this.#undone.pop()
    if (last === undefined) return this.#turn('redo')
    this.#keep([...this.waiting, last])
    draft.take(last.edit as Edit)
    this.send()
  }

  async #turn(way: 'undo' | 'redo') {
    if (!(way === 'undo' ? draft.canUndo : draft.canRedo)) return
    try {
      const { version, change } = await api.turn(this.#edition!, way, draft.version!)
      const sides = this.#sides.get(change)
      if (sides === undefined) await draft.load()
      else {
        draft.take(way === 'undo' ? backwards(sides) : (sides.edit as Edit))
        draft.acknowledge(version)
      }
      await this.#done()
    } catch (error) {
      this.error = error
      if (error instanceof ApiError && error.code === 'stale-version') await draft.load()
    }
  }

  #keep(waiting: readonly Waiting[]) {
    this.waiting = waiting
    this.unkept = !keepOutbox(this.#edition!, waiting)
  }
}

/** What goes over the wire and into the box of this device: an area has a label and a size of its own nowhere else. */
const plain = ({ remove, put, words }: Edit): Waiting['edit'] => ({ remove, put: put.map(bare), words })

export const bare = ({ level, code, name, parent, geometry, source }: EditArea): EditArea => ({
  level,
  code,
  name,
  parent,
  geometry,
  source,
})

function backwards({ edit, before }: Pick<Waiting, 'edit' | 'before'>): Pick<Edit, 'remove' | 'put'> {
  const had = new Set(before.map(({ code }) => code))
  return { remove: edit.put.map(({ code }) => code).filter((code) => !had.has(code)), put: before as EditArea[] }
}

function equal(a: EditArea | undefined, b: unknown): boolean {
  return sorted(a === undefined ? undefined : bare(a)) === sorted(b === undefined ? undefined : bare(b as EditArea))
}

/** The database gives the keys of a source in an order of its own. */
const sorted = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([p], [q]) => (p < q ? -1 : 1)))
      : part,
  )

export const saving = new Saving()
addEventListener('online', () => {
  if (saving.waiting.length > 0) saving.send()
})
addEventListener('beforeunload', (event) => {
  if (saving.unkept) event.preventDefault()
})

import type { Command, MoveName, ReportDetail } from '../../server/api/report.ts'
import * as api from '../api.ts'
import { ApiError } from '../ask.ts'
import { isWord, t } from '../i18n/i18n.svelte.ts'
import { causeOf } from '../parts/errorWords.ts'
import { directory } from './directory.svelte.ts'
import { queue } from './queue.svelte.ts'
import { selection } from './selection.svelte.ts'
import { toasts } from './toasts.svelte.ts'

/** Moves that ask for words before they are made. */
export const FORMS = ['return', 'close', 'reopen', 'repin', 'settle', 'classify'] as const
export type FormName = (typeof FORMS)[number]

export interface Pin {
  purpose: 'repin' | 'intake'
  at: readonly [lon: number, lat: number] | null
  /** How well it was pointed out, metres. */
  accuracyM: number
}

/** A command without the version: that is always the one on the screen. */
export type Intent = Command extends infer One ? (One extends Command ? Omit<One, 'version'> : never) : never

const UNDO_SECONDS = 10

/** The step a person is taking on the open report. */
class Work {
  form = $state<FormName | null>(null)
  /** After A: the next digit chooses a candidate. */
  armed = $state(false)
  pin = $state.raw<Pin | null>(null)
  busy = $state(false)
  error = $state.raw<unknown>(null)
  filing = $state(false)

  can(move: MoveName): boolean {
    return selection.detail?.moves.includes(move) ?? false
  }

  begin(form: FormName) {
    if (!this.can(form)) return
    this.cancel()
    this.form = form
    if (form === 'repin') this.pin = { purpose: 'repin', at: null, accuracyM: 0 }
  }

  /** Lets go of whatever was begun; false when there was nothing. */
  cancel(): boolean {
    const had = this.form !== null || this.armed || this.pin !== null || this.filing
    this.form = null
    this.armed = false
    this.pin = null
    this.filing = false
    this.error = null
    return had
  }

  fileNew() {
    this.cancel()
    this.filing = true
  }

  place(at: readonly [number, number], accuracyM: number) {
    if (this.pin !== null) this.pin = { ...this.pin, at, accuracyM }
  }

  assign(at: number) {
    const candidate = selection.detail?.candidates[at]
    if (candidate === undefined || !this.can('assign')) return
    const { unit, person } = candidate
    void this.run({ move: 'assign', unit, ...(person === null ? {} : { person }) })
  }

  async run(intent: Intent) {
    const seen = selection.detail
    if (seen === null || this.busy) return
    this.busy = true
    this.error = null
    try {
      const after = await api.move(seen.report.id, { ...intent, version: seen.report.version } as Command)
      this.cancel()
      this.#done(intent, after)
    } catch (error) {
      await this.#refused(error, seen)
    } finally {
      this.busy = false
    }
  }

  #done(intent: Intent, after: ReportDetail) {
    const at = queue.rows.findIndex(({ id }) => id === after.report.id)
    selection.put(after)
    queue.take([after.report])
    // The row may have left this queue: the keys then stand on the one that took its place.
    if (selection.cursor === after.report.id && !queue.rows.some(({ id }) => id === after.report.id)) {
      selection.cursor = (queue.rows[at] ?? queue.rows.at(-1))?.id ?? null
    }
    const unit = after.report.assigned === null ? '' : directory.unit(after.report.assigned)
    const text = `#${after.report.id} ${t(`move.done.${intent.move}`, { unit })}`
    if (intent.move !== 'assign') {
      toasts.say('done', text, 4)
      return
    }
    toasts.say('done', text, UNDO_SECONDS, { label: t('move.undo'), run: () => void this.#undo(after) })
  }

  async #undo({ report }: ReportDetail) {
    try {
      const after = await api.move(report.id, { move: 'recall', version: report.version })
      selection.put(after)
      queue.take([after.report])
      toasts.say('done', `#${report.id} ${t('move.done.recall')}`, 4)
    } catch (error) {
      toasts.say('bad', conflictWords(error) ?? causeOf(error), 8)
      void selection.refresh()
    }
  }

  async #refused(error: unknown, seen: ReportDetail) {
    const words = conflictWords(error)
    if (words === null) {
      this.error = error
      return
    }
    this.cancel()
    toasts.say('bad', words, 10)
    if (selection.open === seen.report.id) await selection.refresh()
    if (selection.detail !== null) queue.take([selection.detail.report])
  }
}

/** Who was first and with what, when a step came too late; null for any other error. */
function conflictWords(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.code !== 'stale-version') return null
  const { by, kind } = error.facts as { by?: string | null; kind?: string }
  if (kind === undefined) return t('error.firstUnknown')
  const word = `event.${kind}`
  return t('error.first', { who: by ?? t('event.system'), what: isWord(word) ? t(word) : kind })
}

export const work = new Work()

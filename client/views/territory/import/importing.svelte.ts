import type { ImportOut, PreviewAsked, PreviewOut } from '../../../../server/api/territoryImport.ts'
import * as api from '../../../api/territoryImport.ts'
import { ApiError } from '../../../ask.ts'
import { draft } from '../../../state/draft.svelte.ts'
import { url } from '../../../state/url.svelte.ts'
import { type Form, formOf, optionsOf } from './form.ts'

const POLL_MS = 500

/** The import that the address names: from the upload of a file to its end. */
class Importing {
  sending = $state.raw<{ file: string; sent: number; total: number; cancel: () => void } | null>(null)
  current = $state.raw<ImportOut | null>(null)
  preview = $state.raw<PreviewOut | null>(null)
  earlier = $state.raw<ImportOut[]>([])
  form = $state<Form | null>(null)
  /** After a refusal: whether the person went back to the settings. */
  back = $state(false)
  error = $state.raw<unknown>(null)
  #timer: ReturnType<typeof setTimeout> | undefined
  #turn = 0

  id = $derived(Number(url.place.more.import) || null)

  /** Opens the import of the address, or the list of earlier ones. */
  open = async (): Promise<void> => {
    const turn = ++this.#turn
    clearTimeout(this.#timer)
    this.error = null
    try {
      if (this.id === null) {
        this.#forget()
        this.earlier = await api.imports()
        return
      }
      await this.#look(this.id, turn)
    } catch (error) {
      if (turn === this.#turn) this.error = error
    }
  }

  /** Nobody looks any longer; what the server has in hand goes on. */
  close() {
    this.#turn += 1
    clearTimeout(this.#timer)
  }

  async upload(file: File) {
    this.error = null
    const { answer, cancel } = api.upload(file, (sent) => {
      if (this.sending !== null) this.sending = { ...this.sending, sent }
    })
    this.sending = { file: file.name, sent: 0, total: file.size, cancel }
    try {
      const made = await answer
      this.#forget()
      url.keep({ import: String(made.id) })
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'cancelled')) this.error = error
    } finally {
      this.sending = null
    }
  }

  /** Looks at an import until it rests. */
  async #look(id: number, turn: number): Promise<void> {
    const found = await api.importOf(id)
    if (turn !== this.#turn) return
    const before = this.current
    this.current = found
    if (found.working) {
      this.#timer = setTimeout(() => void this.#look(id, turn).catch(this.#fail), POLL_MS)
      return
    }
    if (found.state === 'done') {
      if (before?.working && found.edition !== null) {
        await draft.list()
        draft.open(found.edition)
        await draft.load()
      }
      return
    }
    if (this.preview === null && found.kept && found.failure === null) await this.show()
    if (found.state === 'refused' || found.state === 'failed') this.back = false
  }

  #fail = (error: unknown) => {
    this.error = error
  }

  /** The preview in the system of the form; the first time the form is filled with what is suggested. */
  async show() {
    const id = this.id!
    this.preview = await api.preview(id, this.form === null ? null : systemOf(this.form))
    this.form ??= formOf(this.preview, this.current?.options ?? null, draft.editable ? draft.id : null)
  }

  choose = async (system: { crs: string; swapAxes: boolean }): Promise<void> => {
    Object.assign(this.form!, system)
    await this.#doing(() => this.show())
  }

  readAnew = (asked: PreviewAsked) =>
    this.#doing(async () => {
      const { layer, encoding } = { layer: this.form?.layer, encoding: this.form?.encoding, ...asked }
      this.#forget()
      await api.previewAnew(this.id!, {
        ...(layer !== undefined && { layer }),
        ...(encoding !== undefined && { encoding }),
      })
      await this.open()
    })

  run = () =>
    this.#doing(async () => {
      this.current = await api.run(this.id!, optionsOf(this.form!, this.preview!))
      await this.open()
    })

  cancel = () =>
    this.#doing(async () => {
      await api.cancel(this.id!).catch((error: unknown) => {
        // It had just come to its end by itself.
        if (!(error instanceof ApiError && error.code === 'illegal-move')) throw error
      })
      await this.open()
    })

  discard = () =>
    this.#doing(async () => {
      await api.discard(this.id!)
      this.leave()
    })

  leave() {
    this.#forget()
    url.keep({ import: undefined })
  }

  async #doing(work: () => Promise<void>) {
    this.error = null
    try {
      await work()
    } catch (error) {
      this.error = error
    }
  }

  #forget() {
    this.current = null
    this.preview = null
    this.form = null
    this.back = false
  }
}

const systemOf = ({ crs, swapAxes }: Form) => (crs === '' ? null : { crs, swapAxes })

export const importing = new Importing()

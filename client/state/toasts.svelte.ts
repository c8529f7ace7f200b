export interface Toast {
  id: number
  tone: 'done' | 'bad'
  text: string
  /** Offered while the toast stands. */
  action?: { label: string; run: () => void }
  /** When it goes by itself, ms. */
  until: number
}

/** Short words about what just happened; read out, gone by themselves. */
class Toasts {
  all = $state.raw<Toast[]>([])
  #next = 1

  say(tone: Toast['tone'], text: string, seconds: number, action?: Toast['action']): number {
    const id = this.#next++
    const toast: Toast = { id, tone, text, until: Date.now() + seconds * 1000, ...(action && { action }) }
    this.all = [...this.all.slice(-2), toast]
    setTimeout(() => this.drop(id), seconds * 1000)
    return id
  }

  drop(id: number) {
    this.all = this.all.filter((toast) => toast.id !== id)
  }
}

export const toasts = new Toasts()

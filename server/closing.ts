import type { House } from './house.ts'

/** What has been opened and must be closed, last opened first. */
export interface Closing {
  /** Names something that is open from now on. */
  add(name: string, close: () => Promise<void> | void): void
  /** Closes everything once, each even where another fails; further calls wait for the first. */
  close(): Promise<void>
}

export function newClosing(log: House['log']): Closing {
  const open: { name: string; close: () => Promise<void> | void }[] = []
  let closing: Promise<void> | undefined
  async function closeAll() {
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      try {
        await last.close()
      } catch (error) {
        log('closing.failed', { name: last.name, message: String(error) })
      }
    }
  }
  return {
    add: (name, close) => void open.push({ name, close }),
    close: () => {
      closing ??= closeAll()
      return closing
    },
  }
}

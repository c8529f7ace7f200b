/** Runs the work when there is room; a signal that aborts while it waits gives its place up and rejects. */
export type Gate = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>

/** Lets at most `width` pieces of work run at once; the rest wait in the order they came. */
export function gate(width: number): Gate {
  const waiting: (() => void)[] = []
  let running = 0

  function turn(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        signal?.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = () => {
        waiting.splice(waiting.indexOf(go), 1)
        reject(signal!.reason)
      }
      waiting.push(go)
      signal?.addEventListener('abort', giveUp, { once: true })
    })
  }

  return async (work, signal) => {
    signal?.throwIfAborted()
    if (running >= width) await turn(signal)
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}

import type { Response } from 'express'

/**
 * Does work for whoever waits for this response; `signal` aborts when they have gone away, so that nothing is computed
 * for nobody. Answers undefined then.
 */
export async function whileThere<T>(res: Response, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  res.once('close', leave)
  try {
    return await work(gone.signal)
  } catch (error) {
    if (gone.signal.aborted) return undefined
    throw error
  } finally {
    res.off('close', leave)
  }
}

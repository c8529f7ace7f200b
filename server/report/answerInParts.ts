import { once } from 'node:events'
import type { Response } from 'express'

/**
 * Answers 200 part by part: the next is asked for when the client has taken the one before, none when it has gone.
 * The head is sent with the first part, so that whatever fails before it is answered as usual.
 */
export async function answerInParts(res: Response, type: string, parts: AsyncIterable<string>): Promise<void> {
  const gone = new AbortController()
  res.once('close', () => gone.abort())
  for await (const part of parts) {
    if (!res.headersSent) res.status(200).type(type)
    const taken = res.write(part)
    if (!taken) await once(res, 'drain', { signal: gone.signal }).catch(() => undefined)
    if (gone.signal.aborted) break
  }
  res.end()
}

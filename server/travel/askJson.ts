import { setTimeout } from 'node:timers/promises'
import type { Words } from '../api/terms.ts'

export interface Patience {
  /** For one attempt, from the connection to the last byte. */
  timeoutMs: number
  /** Asked so many times in all where the server is slow, busy, broken or breaks off. */
  attempts: number
  /** Before the second attempt; doubled before each further one. */
  pauseMs: number
}

export const PATIENCE: Patience = { timeoutMs: 10_000, attempts: 3, pauseMs: 200 }

/** The JSON that came with its status, whatever it says; or why none came. */
export type Heard = { status: number; body: unknown } | { failure: Words }

/**
 * Asks one URL for JSON. A timeout, a lost connection, status 429 or 5xx and text that is not JSON are tried again; what
 * else the server says is its answer. Redirects are not followed: nobody is asked but the server that was configured.
 */
export async function askJson(url: URL, init: RequestInit, patience: Patience): Promise<Heard> {
  let pause = patience.pauseMs
  for (let attempt = 1; ; attempt++) {
    const heard = await once(url, init, patience)
    if (!('failure' in heard) || attempt === patience.attempts) return heard
    await setTimeout(pause)
    pause *= 2
  }
}

async function once(url: URL, init: RequestInit, { timeoutMs, attempts }: Patience): Promise<Heard> {
  const at = `${url.origin}${url.pathname.slice(0, 60)}`
  const failed = (zh: string, en: string): Heard => ({
    failure: { zh: `${at}：${zh}，已尝试 ${attempts} 次`, en: `${at}: ${en}, asked ${attempts} times` },
  })
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    const { status } = response
    const text = await response.text()
    if (status === 429 || status >= 500)
      return failed(`服务器答复状态 ${status}`, `the server answered status ${status}`)
    return { status, body: JSON.parse(text) as unknown }
  } catch (error) {
    if (error instanceof DOMException) return failed(`${timeoutMs} 毫秒内没有答复`, `no answer within ${timeoutMs} ms`)
    if (error instanceof SyntaxError) return failed('答复不是有效的 JSON', 'the answer is not valid JSON')
    const why = causeOf(error)
    return failed(`无法连接或连接中断（${why}）`, `no connection, or it was lost (${why})`)
  }
}

/** `fetch` says only "fetch failed"; the cause has the code. */
function causeOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error & { code?: string } }
  return cause?.code ?? cause?.message ?? message
}

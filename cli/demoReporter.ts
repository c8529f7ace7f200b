import type { FreshReport } from '../demo/fresh.ts'
import type { DemoLogin } from '../server/access/demo.ts'
import { Me } from '../server/api/access.ts'
import { Receipt } from '../server/api/report.ts'

/** Somebody who sends reports to a running product over HTTP, signed in like a browser. */
export interface Reporter {
  send(report: FreshReport, key: string, at: Date): Promise<Receipt>
}

/** Signs in. @throws Error with the product's own words when it refuses */
export async function signInReporter(base: string, { login, password }: DemoLogin): Promise<Reporter> {
  const answer = await post(`${base}/api/session`, {}, { login, password })
  const { csrf } = Me.parse(await answer.json())
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return {
    send: async ({ position, category, matter, description }, idempotencyKey, at) => {
      const observedAt = at.toISOString()
      const body = {
        idempotencyKey,
        observedAt,
        position,
        category,
        ...(matter === null ? {} : { matter }),
        description,
      }
      const sent = await post(`${base}/api/reports`, { cookie, 'x-csrf-token': csrf }, body)
      return Receipt.parse(await sent.json())
    },
  }
}

async function post(url: string, headers: Record<string, string>, body: object): Promise<Response> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }).catch((error: Error) => {
    const { origin } = new URL(url)
    throw new Error(
      `${origin} 没有应答：请先 npm start，或用 --url 指明地址。Nothing answers at ${origin}: run npm start, or name the address with --url.`,
      { cause: error },
    )
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return answer
}

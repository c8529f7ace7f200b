import type { Me } from '../server/api/access.ts'
import type { ProblemOut } from '../server/api/problem.ts'

/** An answer as it came; `body` is parsed when it is JSON and text otherwise. */
export interface Answer<T> {
  status: number
  body: T
  headers: Headers
}

export interface SseEvent {
  id: string
  event: string
  data: unknown
}

/** A browser's manners over plain HTTP: keeps the cookie, repeats the CSRF token. */
export class Client {
  readonly base: string
  cookie: string | undefined
  csrf: string | undefined

  /** @param base for example `http://127.0.0.1:8400` */
  constructor(base: string) {
    this.base = base
  }

  async signIn(login: string, password: string): Promise<Me> {
    const { status, body } = await this.post<Me>('/api/session', { login, password })
    if (status !== 200) throw new Error(`Sign-in of ${login} answered ${status}: ${JSON.stringify(body)}`)
    this.csrf = body.csrf
    return body
  }

  get<T = ProblemOut>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send('GET', path, undefined, headers)
  }

  post<T = ProblemOut>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send('POST', path, body, headers)
  }

  delete<T = ProblemOut>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send('DELETE', path, undefined, headers)
  }

  /** Any method; strings and bytes go out as they are, anything else as JSON. */
  async send<T = ProblemOut>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const plain = typeof body === 'string' || body instanceof Uint8Array || body === undefined
    const response = await fetch(this.base + path, {
      method,
      redirect: 'manual',
      // Left alone, fetch adds no-cache to every request with If-None-Match; a browser that reloads does not.
      headers: {
        'cache-control': 'max-age=0',
        ...this.#identity(),
        ...(plain ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: plain ? (body as BodyInit) : JSON.stringify(body) }),
    })
    this.#keep(response)
    const text = await response.text()
    const json = /[/+]json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T }
  }

  /** An answer that is read as it comes, for one that is too long to be held. */
  open(path: string): Promise<Response> {
    return fetch(this.base + path, { headers: this.#identity() })
  }

  /** Opens a stream of server-sent events. */
  async sse(path: string, lastEventId?: string): Promise<Listener> {
    const abort = new AbortController()
    const headers = { ...this.#identity(), ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) }
    const response = await fetch(this.base + path, { headers, signal: abort.signal })
    if (response.status !== 200) throw new Error(`The stream answered ${response.status}: ${await response.text()}`)
    return new Listener(response, abort)
  }

  #identity(): Record<string, string> {
    return {
      ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
      ...(this.csrf === undefined ? {} : { 'x-csrf-token': this.csrf }),
    }
  }

  #keep(response: Response): void {
    const given = response.headers.getSetCookie()[0]?.split(';')[0]
    if (given !== undefined) this.cookie = given
  }
}

/** The far end of a stream: everything that came, in order. */
export class Listener {
  readonly events: SseEvent[] = []
  ended = false
  readonly #abort: AbortController

  constructor(response: Response, abort: AbortController) {
    this.#abort = abort
    void this.#read(response)
  }

  get lastId(): string | undefined {
    return this.events.at(-1)?.id
  }

  close(): void {
    this.#abort.abort()
  }

  async #read(response: Response): Promise<void> {
    try {
      let rest = ''
      for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
        const blocks = (rest + part).split('\n\n')
        rest = blocks.pop()!
        for (const block of blocks) this.#take(block)
      }
    } catch {
      // closed by this side, or cut off: both are an end
    }
    this.ended = true
  }

  #take(block: string): void {
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2)
    const event = field('event')
    if (event !== undefined) this.events.push({ id: field('id') ?? '', event, data: JSON.parse(field('data') ?? '') })
  }
}

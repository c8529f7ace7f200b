import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from './config.ts'
import { StartProblem } from './startProblem.ts'

export interface Listening {
  /** As a browser types it. */
  url: string
  /** From now on requests go to the product; before, they were told to come back. */
  open(app: RequestListener): void
  close(): Promise<void>
}

/** Time for requests under way when the product stops; streams never end by themselves. */
const GRACE_MS = 1_000

/**
 * Takes the port before anything else is touched, so that a busy one costs nothing.
 * @throws StartProblem when the port is taken, forbidden, or the host is not of this machine
 */
export async function listen({ host, port }: Pick<Config, 'host' | 'port'>): Promise<Listening> {
  let handler: RequestListener = (_req, res) => {
    res.writeHead(503, { 'Retry-After': '2', 'Content-Type': 'text/plain; charset=utf-8' })
    res.end('正在启动 · starting\n')
  }
  const server = createServer((req, res) => handler(req, res))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(refusal(error, host, port)))
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    open: (app) => {
      handler = app
    },
    close: () => close(server),
  }
}

async function close(server: Server): Promise<void> {
  const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearTimeout(impatience)
}

function refusal(error: Error & { code?: string }, host: string, port: number): StartProblem {
  const reasons: Record<string, readonly [zh: string, en: string]> = {
    EADDRINUSE: [
      `端口 ${port} 已被占用；请停止占用它的程序，或用 --port 另选端口`,
      `Port ${port} is taken: stop what uses it, or choose another with --port`,
    ],
    EACCES: [
      `没有权限使用端口 ${port}；请用 --port 选择 1024 以上的端口`,
      `Port ${port} may not be used by this user: choose one above 1024 with --port`,
    ],
    EADDRNOTAVAIL: [`${host} 不是本机地址；请修改 HOST`, `${host} is no address of this machine: change HOST`],
    ENOTFOUND: [`找不到主机 ${host}；请修改 HOST`, `The host ${host} is not known: change HOST`],
  }
  const [zh, en] = reasons[error.code ?? ''] ?? [
    `无法监听 ${host}:${port}（${error.message}）`,
    `Cannot listen on ${host}:${port} (${error.message})`,
  ]
  return new StartProblem({ zh: `${zh}。`, en: `${en}.` }, error)
}

import type { Express } from 'express'

interface Layer {
  rawPath?: string
  route?: { path: string; stack: { method?: string }[] }
  handle: { stack?: Layer[] }
}

/** Every mounted route as `METHOD /path/:parameter`, in order of mounting, the routers inside routers included. */
export function routesOf(app: Express): string[] {
  return within((app.router as unknown as { stack: Layer[] }).stack, '')
}

function within(stack: Layer[], prefix: string): string[] {
  return stack.flatMap(({ rawPath = '', route, handle }) => {
    const path = (prefix + rawPath).replace(/\/+/g, '/').replace(/(?<=.)\/$/, '')
    if (route === undefined) return within(handle.stack ?? [], path)
    const methods = route.stack.map(({ method }) => (method ?? 'all').toUpperCase())
    return [...new Set(methods)].map((method) => `${method} ${path}`)
  })
}

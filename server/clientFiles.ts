import path from 'node:path'
import express, { Router } from 'express'

/** Where the built client stands. */
export const CLIENT_BUILD = path.resolve(import.meta.dirname, '../dist/client')

/** The built client: hashed assets for ever, everything else asked for again; its own routes all get index.html. */
export function clientFiles(folder = CLIENT_BUILD): Router {
  const routes = Router()
  const assets = path.join(folder, 'assets')
  routes.use('/assets', express.static(assets, { immutable: true, maxAge: '1y', index: false, fallthrough: true }))
  routes.use(express.static(folder, { cacheControl: false, index: false, setHeaders: askAgain }))
  routes.get(/^\/(?!api\/|assets\/)[^.]*$/, (_req, res, next) => {
    askAgain(res)
    res.sendFile('index.html', { root: folder, cacheControl: false }, (error) => {
      if (error && !res.headersSent) next()
    })
  })
  return routes
}

const askAgain = (res: { setHeader(name: string, value: string): unknown }) =>
  void res.setHeader('Cache-Control', 'no-cache')

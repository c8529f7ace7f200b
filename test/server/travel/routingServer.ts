import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { haversineM } from '../../../geo/travel.ts'
import type { LonLat } from '../../../geo/types.ts'

/** One request as the server saw it. */
export interface Seen {
  path: string
  sources: LonLat[]
  destinations: LonLat[]
}

/** How a server misbehaves at its nth request (from 0): true when it has dealt with it. */
export type Mischief = (nth: number, res: ServerResponse) => boolean

export interface RoutingServer {
  url: string
  seen: Seen[]
  /** The most requests that were under way at once, as far as remembered. */
  atOnce(): number
  mischief: Mischief
  /** Begins anew, without mischief. Requests whose askers have given up are not waited for. */
  forget(): void
  close(): Promise<void>
}

/** Westward is uphill: slower and longer, so that nothing is symmetric. */
export function roadOf(a: LonLat, b: LonLat): { seconds: number; metres: number } {
  const metres = haversineM(a, b) * (b[0] < a[0] ? 1.5 : 1.2)
  return { seconds: metres / (b[0] < a[0] ? 5 : 8), metres }
}

/** North of this is an island: roads among its places, none to the mainland. */
export const ISLAND_LAT = 27
/** South of this is the sea: no road is near. */
export const SEA_LAT = 26

const apart = (a: LonLat, b: LonLat) => a[1] > ISLAND_LAT !== b[1] > ISLAND_LAT
const inSea = ({ sources, destinations }: Seen) => [...sources, ...destinations].findIndex(([, lat]) => lat < SEA_LAT)

/** A server that answers as OSRM does at /table/v1 and as Valhalla does at /sources_to_targets. */
export async function routingServer(prefix = ''): Promise<RoutingServer> {
  let [most, nth] = [0, 0]
  const under = new Set<ServerResponse>()
  const seen: Seen[] = []
  const server = createServer((req, res) => {
    most = Math.max(most, under.add(res).size)
    res.once('close', () => under.delete(res))
    void answer(req, res)
  })
  const world: RoutingServer = {
    url: '',
    seen,
    atOnce: () => most,
    mischief: () => false,
    forget: () => {
      seen.length = 0
      most = 0
      under.clear()
      world.mischief = () => false
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url!, 'http://local')
    const asked = url.pathname.startsWith(`${prefix}/table/v1/`) ? tableOf(url) : matrixOf(url, await bodyOf(req))
    seen.push(asked)
    if (world.mischief(nth++, res)) return
    const [status, body] = url.pathname.endsWith('/sources_to_targets') ? sayValhalla(asked) : sayOsrm(asked)
    under.delete(res)
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`
  return world
}

function tableOf(url: URL): Seen {
  const places = url.pathname.split('/').at(-1)!.split(';')
  const at = (name: string) =>
    url.searchParams
      .get(name)!
      .split(';')
      .map((index): LonLat => {
        const [lon, lat] = places[Number(index)]!.split(',').map(Number)
        return [lon!, lat!]
      })
  if (url.searchParams.get('annotations') !== 'duration,distance') throw new Error('no annotations')
  return { path: url.pathname, sources: at('sources'), destinations: at('destinations') }
}

interface ValhallaBody {
  sources: { lon: number; lat: number }[]
  targets: { lon: number; lat: number }[]
}

function matrixOf(url: URL, { sources, targets }: ValhallaBody): Seen {
  const at = (places: ValhallaBody['sources']) => places.map(({ lon, lat }): LonLat => [lon, lat])
  return { path: url.pathname, sources: at(sources), destinations: at(targets) }
}

async function bodyOf(req: IncomingMessage): Promise<ValhallaBody> {
  let text = ''
  for await (const chunk of req) text += String(chunk)
  return JSON.parse(text) as ValhallaBody
}

function sayOsrm(asked: Seen): [number, unknown] {
  const { sources, destinations } = asked
  const sunk = inSea(asked)
  if (sunk >= 0)
    return [400, { code: 'NoSegment', message: `Could not find a matching segment for coordinate ${sunk}` }]
  const rows = (of: 'seconds' | 'metres') =>
    sources.map((a) => destinations.map((b) => (apart(a, b) ? null : Number(roadOf(a, b)[of].toFixed(1)))))
  return [200, { code: 'Ok', durations: rows('seconds'), distances: rows('metres'), sources: [], destinations: [] }]
}

function sayValhalla(asked: Seen): [number, unknown] {
  const { sources, destinations } = asked
  if (inSea(asked) >= 0)
    return [400, { error_code: 171, error: 'No suitable edges near location', status_code: 400, status: 'Bad Request' }]
  const cell = (a: LonLat, b: LonLat) => {
    const { seconds, metres } = roadOf(a, b)
    return apart(a, b)
      ? { distance: null, time: null }
      : { distance: Number((metres / 1000).toFixed(3)), time: Math.round(seconds) }
  }
  const rows = sources.map((a, from_index) =>
    destinations.map((b, to_index) => ({ ...cell(a, b), from_index, to_index })),
  )
  return [200, { units: 'kilometers', algorithm: 'costmatrix', sources_to_targets: rows }]
}

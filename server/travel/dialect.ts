import type { LonLat } from '../../geo/types.ts'
import type { Words } from '../api/terms.ts'

/** One block of a matrix as it is asked in one request. */
export interface Block {
  sources: readonly LonLat[]
  destinations: readonly LonLat[]
}

/** Rows of sources, columns of destinations; null where no way leads. */
export interface Cells {
  seconds: readonly (readonly (number | null)[])[]
  metres: readonly (readonly (number | null)[])[]
}

/** What a server said of a block: the cells, that some place in it is near no road, or what is wrong with the answer. */
export type Said = Cells | { offRoad: true } | { fault: Words }

/** How one kind of routing server is asked, and how its answers are read. */
export interface Dialect {
  request(block: Block): { url: URL; init: RequestInit }
  read(status: number, body: unknown): Said
}

/** The address of a service below the configured base, whose own path is kept. */
export function serviceUrl(base: string, path: string): URL {
  return new URL(path, base.endsWith('/') ? base : `${base}/`)
}

/** What the server answered instead, in few enough characters for a log. */
export function unexpected(expected: Words, status: number, body: unknown): { fault: Words } {
  const got = `${status} ${JSON.stringify(body)?.slice(0, 200)}`
  return { fault: { zh: `应答复${expected.zh}，实为 ${got}`, en: `expected ${expected.en}, got ${got}` } }
}

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { House } from '../house.ts'

/**
 * Answers with GeoJSON of an edition as its pieces come. @throws what making the first piece throws, with nothing sent;
 * after that an answer that is cut off on either side is logged, and the reader refuses what does not end.
 */
export async function sendText(house: House, res: Response, edition: number, text: AsyncGenerator<string>) {
  const first = await text.next()
  res.type('application/geo+json')
  await pipeline(Readable.from(all(first.value, text)), res).catch((error) => {
    house.log('areas.cut-off', { edition, message: (error as Error).message })
  })
}

async function* all(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}

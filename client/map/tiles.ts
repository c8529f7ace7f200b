import { z } from 'zod'
import { ask } from '../ask.ts'
import { loadFaces } from './fonts.ts'

const Characters = z.object({ characters: z.string() })

/** Where the tiles of an edition are; a draft's change with its version. */
export const tilesOf = (edition: number, version?: number): string =>
  `${location.origin}/api/territory/editions/${edition}/tiles/{z}/{x}/{y}${version === undefined ? '' : `?version=${version}`}`

/** Brings the faces for every name in an edition's tiles: text is drawn once and kept as it was drawn. */
export async function loadCharacters(edition: number): Promise<void> {
  const { characters } = await ask(Characters, 'GET', `/api/territory/editions/${edition}/characters`)
  await loadFaces([characters])
}

import { z } from 'zod'
import { ask } from '../ask.ts'
import { AreaCollection } from './area.ts'
import { loadFaces } from './fonts.ts'

const Characters = z.object({ characters: z.string() })

/** Where the tiles of an edition are: a draft's change with its version, and whether the zones in force are drawn in them. */
export function tilesOf({ id, version, zones }: { id: number; version?: number | undefined; zones: boolean }): string {
  const asked = new URLSearchParams()
  if (version !== undefined) asked.set('version', String(version))
  if (zones) asked.set('zones', 'in-force')
  return `${location.origin}/api/territory/editions/${id}/tiles/{z}/{x}/{y}?${asked}`
}

const Outlines = z.object({ district: AreaCollection, street: AreaCollection })
/** The upper levels of a large edition, thinned: for names, counts and small pictures, never to be edited. */
export type Outlines = z.infer<typeof Outlines>

export const outlines = (edition: number) => ask(Outlines, 'GET', `/api/territory/editions/${edition}/outlines`)

/** Brings the faces for every name in an edition's tiles: text is drawn once and kept as it was drawn. */
export async function loadCharacters(edition: number): Promise<void> {
  const { characters } = await ask(Characters, 'GET', `/api/territory/editions/${edition}/characters`)
  await loadFaces([characters])
}

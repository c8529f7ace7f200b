import { gzipSync } from 'node:zlib'
import type { Atlas } from '../../../geo/atlas.ts'
import { levelBoxes } from '../../../geo/levelBoxes.ts'
import { LEVELS } from '../../../geo/types.ts'
import { labelPoints, type TileAddress, tileOf } from './tile.ts'

/** The tiles of one atlas, made when asked for and kept compressed. */
export interface Tileset {
  /** Gzipped vector tile. */
  tile(address: TileAddress): Uint8Array
  /** Every character of the names in the tiles: a map draws text only from faces it has loaded before. */
  characters(): string
}

/** Compressed tiles kept of one edition. */
const KEPT_BYTES = 48 * 1024 * 1024

/** The tilesets of this process: one an atlas, and gone with it. */
export function tilesets(): (atlas: Atlas) => Tileset {
  const sets = new WeakMap<Atlas, Tileset>()
  return (atlas) => {
    const known = sets.get(atlas)
    if (known !== undefined) return known
    const set = newTileset(atlas)
    sets.set(atlas, set)
    return set
  }
}

function newTileset(atlas: Atlas): Tileset {
  const kept = new Map<string, Uint8Array>()
  let bytes = 0
  const labelOf = labelPoints()
  let characters: string | undefined
  return {
    tile(address) {
      const key = `${address.z}/${address.x}/${address.y}`
      const known = kept.get(key)
      if (known !== undefined) {
        kept.delete(key)
        kept.set(key, known)
        return known
      }
      const made = gzipSync(tileOf(levelBoxes(atlas), labelOf, address), { level: 4 })
      kept.set(key, made)
      bytes += made.length
      for (const [oldest, { length }] of kept) {
        if (bytes <= KEPT_BYTES) break
        kept.delete(oldest)
        bytes -= length
      }
      return made
    },
    characters() {
      characters ??= charactersOf(atlas)
      return characters
    },
  }
}

function charactersOf(atlas: Atlas): string {
  const seen = new Set<string>()
  for (const level of LEVELS) for (const { name } of levelBoxes(atlas).all(level)) for (const one of name) seen.add(one)
  return [...seen].sort().join('')
}

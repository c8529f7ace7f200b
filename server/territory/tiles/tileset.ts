import type { EditionAtlas } from '../../house.ts'
import { type SharedAtlas, type TileThread, tileThread } from './thread.ts'
import type { TileAddress } from './tile.ts'

/** The tiles of one atlas, made in a thread when asked for and kept compressed. */
export interface Tileset {
  /** Gzipped vector tile. */
  tile(address: TileAddress): Promise<Uint8Array>
  /** Every character of the names in the tiles: a map draws text only from faces it has loaded before. */
  characters(): Promise<string>
}

/** Compressed tiles kept of one edition. */
const KEPT_BYTES = 48 * 1024 * 1024

/** The tilesets of this process: one an atlas, and gone with it. */
export function tilesets(): (edition: EditionAtlas) => Tileset {
  const sets = new WeakMap<EditionAtlas['atlas'], Tileset>()
  const thread = tileThread()
  let atlases = 0
  return ({ atlas, snapshot }) => {
    const known = sets.get(atlas)
    if (known !== undefined) return known
    const set = newTileset(thread, { atlas: ++atlases, snapshot })
    sets.set(atlas, set)
    return set
  }
}

function newTileset(thread: TileThread, atlas: SharedAtlas): Tileset {
  const kept = new Map<string, Uint8Array>()
  /** Pages that look at the same place ask for the same tile: it is made once. */
  const making = new Map<string, Promise<Uint8Array>>()
  let bytes = 0
  let characters: Promise<string> | undefined

  const keep = (key: string, made: Uint8Array) => {
    kept.set(key, made)
    bytes += made.length
    for (const [oldest, { length }] of kept) {
      if (bytes <= KEPT_BYTES) break
      kept.delete(oldest)
      bytes -= length
    }
    return made
  }

  return {
    async tile(address) {
      const key = `${address.z}/${address.x}/${address.y}`
      const known = kept.get(key)
      if (known !== undefined) {
        kept.delete(key)
        kept.set(key, known)
        return known
      }
      const made =
        making.get(key) ??
        thread
          .tile(atlas, address)
          .then((tile) => keep(key, tile))
          .finally(() => making.delete(key))
      making.set(key, made)
      return made
    },
    characters() {
      characters ??= thread.characters(atlas).catch((error: unknown) => {
        characters = undefined
        throw error
      })
      return characters
    },
  }
}

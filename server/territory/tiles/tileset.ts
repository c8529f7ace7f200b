import type { EditionAtlas } from '../../house.ts'
import { type SharedAtlas, type TileThread, tileThread } from './thread.ts'
import type { TileAddress } from './tileAddress.ts'
import type { TiledZone } from './upper.ts'
import type { Wanted } from './worker.ts'

/** The tiles of one atlas, made in a thread when asked for and kept as they are sent: gzipped. */
export interface Tileset {
  /** A vector tile with the borders of these zones. */
  tile(address: TileAddress, zones?: readonly TiledZone[]): Promise<Uint8Array>
  /** `{ characters }`, every one of the names in the tiles: a map draws text only from faces it has loaded before. */
  characters(): Promise<Uint8Array>
  /** The thinned outlines of the upper levels, as `Outlines` in JSON. */
  outlines(): Promise<Uint8Array>
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

  const keep = (key: string, answer: Uint8Array) => {
    kept.set(key, answer)
    bytes += answer.length
    for (const [oldest, { length }] of kept) {
      if (bytes <= KEPT_BYTES) break
      kept.delete(oldest)
      bytes -= length
    }
    return answer
  }

  const made = async (key: string, wanted: Wanted): Promise<Uint8Array> => {
    const known = kept.get(key)
    if (known !== undefined) {
      kept.delete(key)
      kept.set(key, known)
      return known
    }
    const coming =
      making.get(key) ??
      thread
        .make(atlas, wanted)
        .then((answer) => keep(key, answer))
        .finally(() => making.delete(key))
    making.set(key, coming)
    return coming
  }

  return {
    tile: (tile, zones = []) => made(`${tile.z}/${tile.x}/${tile.y} ${JSON.stringify(zones)}`, { tile, zones }),
    characters: () => made('characters', 'characters'),
    outlines: () => made('outlines', 'outlines'),
  }
}

import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { LAYER_FILE_LIMIT_BYTES, type LayerFile } from '../../api/gridLayers.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { openBoundaryFile } from '../read/open.ts'

const KEPT_MS = 24 * 3_600_000
const SAMPLED = 20

const folderOf = (house: House) => path.join(house.folder, 'layers')

/**
 * Keeps an uploaded file of a layer until it is read, a day at most, and says what is in it.
 * @throws Problem body-too-large, unknown-format, unreadable-file
 */
export async function keepFile(house: House, source: AsyncIterable<Uint8Array>, name: string): Promise<LayerFile> {
  const folder = folderOf(house)
  await mkdir(folder, { recursive: true })
  await sweep(folder, house.now())
  const file = randomUUID()
  const place = path.join(folder, file)
  try {
    await pipeline(bounded(source), createWriteStream(place))
    return { file, name, ...(await look(place, name)) }
  } catch (error) {
    await rm(place, { force: true })
    throw error
  }
}

/** Where an uploaded file lies. @throws Problem not-found */
export async function placeOf(house: House, file: string): Promise<string> {
  const place = path.join(folderOf(house), file)
  const there = await stat(place).catch(() => null)
  if (there === null) throw new Problem('not-found', { facts: { file } })
  return place
}

export const dropFile = (place: string): Promise<void> => rm(place, { force: true })

/** What a boundary file holds: tables, system, and the columns of the first features of one table. */
export async function look(place: string, name: string, table?: string): Promise<Omit<LayerFile, 'file' | 'name'>> {
  const source = await openBoundaryFile(place, { name, layer: table })
  try {
    const samples = new Map<string, string>()
    let seen = 0
    if (source.layer !== null) {
      for await (const { properties } of source.features()) {
        for (const [key, value] of Object.entries(properties)) {
          const isPlain = typeof value === 'string' || typeof value === 'number'
          if (!samples.has(key) && isPlain) samples.set(key, String(value).slice(0, 64))
        }
        if (++seen === SAMPLED) break
      }
    }
    return {
      format: source.format,
      tables: source.layers.map((layer) => layer.name),
      table: source.layer,
      crs: typeof source.declared === 'string' ? source.declared : source.declared === null ? null : '.prj',
      columns: [...samples].map(([column, sample]) => ({ name: column, sample })),
      notes: [...source.notes],
    }
  } finally {
    await source.close()
  }
}

async function* bounded(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.byteLength
    if (bytes > LAYER_FILE_LIMIT_BYTES)
      throw new Problem('body-too-large', { facts: { limitBytes: LAYER_FILE_LIMIT_BYTES } })
    yield chunk
  }
}

async function sweep(folder: string, now: Date): Promise<void> {
  for (const file of await readdir(folder)) {
    const place = path.join(folder, file)
    const there = await stat(place).catch(() => null)
    if (there !== null && now.getTime() - there.mtimeMs > KEPT_MS) await dropFile(place)
  }
}

import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { LAYER_FILE_LIMIT_BYTES, type LayerFile, type LayerFileQuery } from '../../api/gridLayers.ts'
import type { PreviewOut } from '../../api/territoryImport.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { computeApart } from '../import/apart.ts'
import { showImport } from '../import/show.ts'

const KEPT_MS = 24 * 3_600_000

const folderOf = (house: House) => path.join(house.folder, 'layers')

/**
 * Keeps an uploaded file of a layer until it is read, a day at most, and says what is in it.
 * @throws Problem body-too-large, unknown-format, unreadable-file
 */
export async function keepFile(
  house: House,
  source: AsyncIterable<Uint8Array>,
  asked: LayerFileQuery,
  signal: AbortSignal,
): Promise<LayerFile> {
  const folder = folderOf(house)
  await mkdir(folder, { recursive: true })
  await sweep(folder, house.now())
  const file = randomUUID()
  const place = path.join(folder, file)
  try {
    await pipeline(bounded(source), createWriteStream(place))
    return { file, name: asked.name, preview: await look(house, place, asked, signal) }
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

/**
 * What a boundary file holds, and how it lies in the district; read apart from the server, from end to end.
 * @throws Problem of the readers, invalid-input (system), no-district, import-lost; Cancelled
 */
export async function look(
  house: House,
  path: string,
  asked: LayerFileQuery,
  signal: AbortSignal,
): Promise<PreviewOut> {
  const { name: file, table: layer, encoding, crs, swapAxes, edition } = asked
  const scanned = await computeApart({ kind: 'preview', path, file, asked: { layer, encoding } }, () => {}, signal)
  if (scanned.kind !== 'scanned') throw new Error(`A preview answered ${scanned.kind}`)
  return showImport(house, { file, edition }, scanned, crs === undefined ? undefined : { crs, swapAxes })
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

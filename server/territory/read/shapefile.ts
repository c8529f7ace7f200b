import { createReadStream, existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { ByteStream } from './byteStream.ts'
import { dbfRecords, fieldBytes, fieldNames, fieldValue, readDbfHeader } from './dbf.ts'
import { dbfEncoding, textDecoder } from './dbfEncoding.ts'
import { chosenLayer, unchosen } from './layer.ts'
import { asUnreadable, type FilePlace, unreadable } from './refusal.ts'
import { readShapes, shapesByIndex } from './shp.ts'
import type { BoundarySource, RawFeature, TextEncoding } from './source.ts'
import type { ZipEntry } from './zip.ts'

/** The parts of one shapefile: a file each, by extension in lower case. */
export interface ShapefileParts {
  name: string
  parts: ReadonlyMap<string, ZipEntry>
}

/** Shapefiles among the files of an archive: those of one folder and stem belong together. */
export function shapefilesIn(entries: readonly ZipEntry[]): ShapefileParts[] {
  const stems = Map.groupBy(entries, ({ name }) => name.replace(/\.[^./]*$/, '').toLowerCase())
  const found = [...stems.values()]
    .map((same) => ({
      path: same[0]!.name.replace(/\.[^./]*$/, ''),
      parts: new Map(same.map((entry) => [path.posix.extname(entry.name).slice(1).toLowerCase(), entry])),
    }))
    .filter(({ parts }) => parts.has('shp'))
  const base = (full: string) => path.posix.basename(full)
  const isOnly = (full: string) => found.filter((other) => base(other.path) === base(full)).length === 1
  return found.map(({ path: full, parts }) => ({ name: isOnly(full) ? base(full) : full, parts }))
}

/** The shapefile a `.shp` on disk belongs to: its siblings of the same stem. */
export async function shapefileBeside(file: string): Promise<ShapefileParts> {
  const stem = file.replace(/\.[^./]*$/, '')
  const parts = new Map<string, ZipEntry>([['shp', await entryOf(file)]])
  for (const extension of ['dbf', 'shx', 'prj', 'cpg']) {
    const there = [extension, extension.toUpperCase()].map((end) => `${stem}.${end}`).find((one) => existsSync(one))
    if (there !== undefined) parts.set(extension, await entryOf(there))
  }
  return { name: path.basename(stem), parts }
}

async function entryOf(file: string): Promise<ZipEntry> {
  const { size } = await stat(file)
  return { name: path.basename(file), size, open: async () => createReadStream(file) }
}

/**
 * One of several shapefiles. Needs `.shp` and `.dbf`; without `.shx` it is read in order, without `.prj` no coordinate
 * system is declared, without `.cpg` the encoding is found out.
 * @throws Problem unreadable-file (no .dbf, parts that do not fit each other), invalid-input (no such layer)
 */
export async function openShapefiles(
  found: readonly ShapefileParts[],
  file: string,
  asked: { layer?: string | undefined; encoding?: string | undefined },
  close: () => Promise<void>,
): Promise<BoundarySource> {
  const layers = found.map(({ name, parts }) => {
    const shx = parts.get('shx')
    return { name, features: shx === undefined ? null : shapesByIndex(shx.size) }
  })
  const layer = chosenLayer(layers, asked.layer)
  const chosen = found.find(({ name }) => name === layer)
  const place = { file, layer }
  const base = { format: 'shapefile', layers, layer, close } as const
  if (chosen === undefined) {
    return { ...base, declared: null, encoding: null, notes: [], totalBytes: 0, features: () => unchosen(layers) }
  }
  const { shp, encoding, overruled, prj } = await examined(chosen, asked.encoding, place)
  return {
    ...base,
    declared: prj === null ? null : { prj },
    encoding,
    notes: notesOn(chosen, overruled, encoding),
    totalBytes: shp.size,
    features: () => features(chosen, encoding, place),
  }
}

async function examined(chosen: ShapefileParts, asked: string | undefined, place: FilePlace) {
  const { shp, dbf } = needed(chosen, place)
  const bytes = new ByteStream(await dbf.open())
  const { ldid } = await readDbfHeader(bytes, place).finally(() => bytes.close())
  const cpg = await smallText(chosen.parts.get('cpg'))
  const { encoding, overruled } = await dbfEncoding(() => dbf.open(), { asked, cpg, ldid }, place)
  const prj = await smallText(chosen.parts.get('prj'))
  return { shp, encoding, overruled, prj: prj === null || prj.trim() === '' ? null : prj.trim() }
}

function needed({ parts, name }: ShapefileParts, place: FilePlace): { shp: ZipEntry; dbf: ZipEntry } {
  const shp = parts.get('shp')
  const dbf = parts.get('dbf')
  if (shp === undefined || dbf === undefined) {
    throw unreadable(
      place,
      `${name}.shp 旁应有 ${name}.dbf：编码与名称在其中 / ${name}.dbf beside ${name}.shp: it holds codes and names`,
      [...parts.keys()].join(', '),
    )
  }
  return { shp, dbf }
}

async function* features(chosen: ShapefileParts, encoding: TextEncoding, place: FilePlace): AsyncGenerator<RawFeature> {
  const { shp, dbf } = needed(chosen, place)
  const decode = textDecoder(encoding)
  const rows = dbfRecords(await dbf.open(), place)
  const shapes = readShapes(await shp.open(), shp.size, place)
  let names: string[] | undefined
  let n = 0
  try {
    for await (const { geometry, bytesRead } of shapes) {
      const { done, value } = await rows.next()
      if (done) throw unreadable({ ...place, feature: n }, 'a row of the .dbf for each shape', `${n} rows, more shapes`)
      n++
      const { header, record } = value
      if (record === null) continue
      names ??= fieldNames(header, decode)
      const values = [...fieldBytes(header, record)].map(([field, bytes]) => fieldValue(field, bytes, decode))
      yield { properties: Object.fromEntries(names.map((name, k) => [name, values[k]])), geometry, bytesRead }
    }
    if (!(await rows.next()).done) throw unreadable(place, 'a shape for each row of the .dbf', `${n} shapes, more rows`)
  } catch (error) {
    throw asUnreadable(error, place, 'a shapefile whose archive is sound')
  } finally {
    await rows.return(undefined)
    await shapes.return(undefined)
  }
}

/** The text of a `.prj` or `.cpg`; null where there is none. More than 64 KB is none of these. */
async function smallText(entry: ZipEntry | undefined): Promise<string | null> {
  if (entry === undefined || entry.size > 65_536) return null
  const parts: Uint8Array[] = []
  for await (const chunk of await entry.open()) parts.push(chunk as Uint8Array)
  return new TextDecoder().decode(Buffer.concat(parts))
}

function notesOn({ parts }: ShapefileParts, overruled: string | null, { name }: TextEncoding): BoundarySource['notes'] {
  const notes: { zh: string; en: string }[] = []
  if (!parts.has('shx'))
    notes.push({ zh: '缺少 .shx，已按顺序读取', en: 'There is no .shx; the .shp was read in order' })
  if (!parts.has('prj')) {
    notes.push({ zh: '缺少 .prj，文件未声明坐标系', en: 'There is no .prj; the file declares no coordinate system' })
  }
  if (overruled !== null) {
    const zh = `文件声明的编码 ${overruled} 与内容不符，已按 ${name} 读取`
    notes.push({ zh, en: `The texts are not ${overruled}, as the file declares; they were read as ${name}` })
  }
  return notes
}

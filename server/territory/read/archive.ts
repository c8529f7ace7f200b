import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { asUnreadable, unknownFormat, unreadable } from './refusal.ts'
import { openShapefiles, shapefilesIn } from './shapefile.ts'
import type { BoundarySource } from './source.ts'
import { openZip, type ZipEntry } from './zip.ts'

type Asked = { layer?: string | undefined; encoding?: string | undefined }

/**
 * The boundary file inside a ZIP archive: its shapefiles, or else the one file of another format (a KMZ's KML, a
 * packed GeoPackage), which is unpacked into a temporary folder for as long as it is open.
 * @param openPlain opens a file that is no archive
 * @throws Problem unreadable-file: no boundary file inside, or several; unknown-format: one of another kind
 */
export async function openArchive(
  file: string,
  name: string,
  asked: Asked,
  openPlain: (file: string, name: string) => Promise<BoundarySource>,
): Promise<BoundarySource> {
  const zip = await openZip(file, { file: name })
  try {
    const shapefiles = shapefilesIn(zip.entries)
    if (shapefiles.length > 0) return await openShapefiles(shapefiles, name, asked, async () => zip.close())
    const source = await linked(
      zip.entries,
      await unpacked(theOneFile(zip.entries, name), name, openPlain),
      name,
      openPlain,
    )
    zip.close()
    return source
  } catch (error) {
    zip.close()
    throw asUnreadable(error, { file: name }, 'an archive whose contents are sound')
  }
}

const STRANGERS: readonly { name: string; has: RegExp }[] = [
  { name: 'Esri 文件地理数据库（GDB） / an Esri file geodatabase (GDB)', has: /\.gdbtable$/i },
  { name: 'MapInfo 表（TAB、MIF） / a MapInfo table (TAB, MIF)', has: /\.(tab|mif)$/i },
  { name: 'Excel 表格 / an Excel sheet', has: /^xl\/workbook\./i },
  { name: 'OpenDocument 文档 / an OpenDocument file', has: /^META-INF\/manifest\.xml$/i },
  { name: 'CAD 图形（DWG、DXF） / a drawing (DWG, DXF)', has: /\.(dwg|dxf)$/i },
  { name: 'GML / GML', has: /\.gml$/i },
  { name: '表格（CSV） / a table of values (CSV)', has: /\.csv$/i },
]

function theOneFile(entries: readonly ZipEntry[], file: string): ZipEntry {
  const found = entries.filter((entry) => /\.(geojson|json|geojsonl|ndjson|topojson|gpkg|fgb|kml)$/i.test(entry.name))
  const main = found.find((entry) => entry.name.toLowerCase() === 'doc.kml') ?? found[0]
  const stranger = STRANGERS.find(({ has }) => entries.some((entry) => has.test(entry.name)))
  if (main === undefined && stranger !== undefined) throw unknownFormat(file, stranger.name)
  if (main === undefined || (found.length > 1 && !main.name.toLowerCase().endsWith('.kml'))) {
    const got =
      (found.length > 0 ? found : entries)
        .map((entry) => entry.name)
        .slice(0, 10)
        .join(', ') || 'nothing'
    const expected =
      '压缩包内有 .shp 及其 .dbf，或一个其他边界文件 / a .shp with its .dbf, or one other boundary file, inside the archive'
    throw unreadable({ file }, expected, got)
  }
  return main
}

/** A doc.kml without features of its own links to the layer beside it, as GDAL writes a KMZ; of several one is needed. */
async function linked(
  entries: readonly ZipEntry[],
  source: BoundarySource,
  file: string,
  openPlain: (file: string, name: string) => Promise<BoundarySource>,
): Promise<BoundarySource> {
  const beside = entries.filter(({ name }) => /\.kml$/i.test(name) && !/(^|\/)(doc|styles?)\.kml$/i.test(name))
  const isEmpty = source.format === 'kml' && source.layers.every(({ features }) => features === 0)
  if (!isEmpty || beside.length === 0) return source
  await source.close()
  if (beside.length === 1) return unpacked(beside[0]!, file, openPlain)
  const got = beside.map(({ name }) => name).slice(0, 10)
  throw unreadable({ file }, '压缩包内一个带要素的 KML / one KML with features inside the archive', got.join(', '))
}

async function unpacked(
  entry: ZipEntry,
  file: string,
  openPlain: (file: string, name: string) => Promise<BoundarySource>,
): Promise<BoundarySource> {
  const folder = await mkdtemp(path.join(tmpdir(), 'onegrid-unpacked-'))
  const drop = () => rm(folder, { recursive: true, force: true })
  try {
    const there = path.join(folder, 'file')
    await pipeline(await entry.open(), createWriteStream(there)).catch((error) => {
      throw asUnreadable(error, { file }, 'an archive that can be unpacked')
    })
    const source = await openPlain(there, path.posix.basename(entry.name))
    const close = async () => {
      await source.close()
      await drop()
    }
    return { ...source, close }
  } catch (error) {
    await drop()
    throw error
  }
}

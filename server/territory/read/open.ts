import path from 'node:path'
import { readPrj } from '../../../geo/prj.ts'
import { openArchive } from './archive.ts'
import { openFlatGeobuf } from './flatgeobuf.ts'
import { openGeoJson } from './geojson.ts'
import { openGeoPackage } from './geopackage.ts'
import { rootMembers } from './jsonFeatures.ts'
import { openKml } from './kml.ts'
import { unreadable } from './refusal.ts'
import { openShapefiles, shapefileBeside } from './shapefile.ts'
import { headText, sniff } from './sniff.ts'
import type { BoundarySource } from './source.ts'
import { openTopoJson } from './topojson.ts'

export interface Asked {
  /** The layer to read, where the file has several. */
  layer?: string | undefined
  /** Encoding of the texts, where the file's own word for it is wrong. */
  encoding?: string | undefined
  /** The file's name as its sender knows it; the name on disk by default. */
  name?: string | undefined
}

/**
 * Opens a boundary file of any format that this product reads; its content decides which one, not its name.
 * @throws Problem unknown-format, unreadable-file, invalid-input (no such layer)
 */
export async function openBoundaryFile(file: string, asked: Asked = {}): Promise<BoundarySource> {
  const name = asked.name ?? path.basename(file)
  const content = await sniff(file, name)
  if (content !== 'zip') return withDoubt(await openPlain(file, name, asked))
  return withDoubt(await openArchive(file, name, asked, (inner, called) => openPlain(inner, called, asked)))
}

/** The source, its notes with what the system that it writes out leaves open. */
function withDoubt(source: BoundarySource): BoundarySource {
  const { declared, notes } = source
  const doubt = declared === null || typeof declared === 'string' ? null : readPrj(declared.prj)?.doubt
  return doubt ? { ...source, notes: [...notes, doubt] } : source
}

async function openPlain(file: string, name: string, asked: Asked): Promise<BoundarySource> {
  switch (await sniff(file, name)) {
    case 'zip':
      throw unreadable(
        { file: name },
        '压缩包内直接是边界文件 / a boundary file inside the archive',
        '另一个压缩包 / another archive',
      )
    case 'shp':
      return openShapefiles([await shapefileBeside(file)], name, asked, async () => {})
    case 'sqlite':
      return openGeoPackage(file, name, asked)
    case 'flatgeobuf':
      return openFlatGeobuf(file, name)
    case 'xml':
      return openKml(file, name, asked)
    case 'json':
      return isTopology(await headText(file)) ? openTopoJson(file, name, asked) : openGeoJson(file, name, asked)
  }
}

/** Every TopoJSON has arcs and objects; of a GeoJSON those would be foreign members, and its features are not. */
function isTopology(head: string): boolean {
  const members = rootMembers(head)
  return !members.includes('features') && members.some((member) => member === 'arcs' || member === 'objects')
}

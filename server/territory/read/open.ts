import path from 'node:path'
import { openGeoJson } from './geojson.ts'
import { sniff } from './sniff.ts'
import type { BoundarySource } from './source.ts'

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
  await sniff(file, name)
  return openGeoJson(file, name, asked)
}

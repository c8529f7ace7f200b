import { Problem } from '../../errors.ts'

/** Where in a boundary file something is wrong. */
export interface FilePlace {
  /** The file's name as its sender knows it. */
  file: string
  layer?: string | null
  /** Counts from 0. */
  feature?: number | null
}

/** A refusal of a file's content, by name: what was expected and what came, in both languages ("中文 / English") where users meet it. */
export function unreadable(place: FilePlace, expected: string, got: string, cause?: unknown): Problem {
  return new Problem('unreadable-file', { flaws: [{ path: pathOf(place), expected, got }], facts: { ...place }, cause })
}

/** The refusal of a content that is none of the formats this product reads. */
export function unknownFormat(file: string, got: string): Problem {
  return new Problem('unknown-format', { flaws: [{ path: file, expected: FORMATS_IN_WORDS, got }], facts: { file } })
}

/** An error of a parser as a refusal of the file; a refusal stays what it is. */
export function asUnreadable(error: unknown, place: FilePlace, expected: string): Problem {
  if (error instanceof Problem) return error
  return unreadable(place, expected, error instanceof Error ? error.message : String(error), error)
}

const FORMATS_IN_WORDS =
  'GeoJSON、Shapefile 压缩包（.shp、.dbf、.shx、.prj）、GeoPackage、FlatGeobuf、KML 或 KMZ、TopoJSON；请在原软件中另存为其中一种 / ' +
  'GeoJSON, a zipped Shapefile (.shp, .dbf, .shx, .prj), a GeoPackage, a FlatGeobuf, KML or KMZ, or TopoJSON; ' +
  'export it as one of these'

function pathOf({ file, layer, feature }: FilePlace): string {
  const parts = [file, layer ?? null, feature === undefined || feature === null ? null : `feature ${feature}`]
  return parts.filter((part) => part !== null).join(' › ')
}

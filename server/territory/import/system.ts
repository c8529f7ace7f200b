import { type Converter, type Crs, converter, isRefusal, SYSTEMS_IN_WORDS, swappedAxes } from '../../../geo/crs.ts'
import { readPrj } from '../../../geo/prj.ts'
import type { ImportOptions } from '../../api/territoryImport.ts'
import { Problem } from '../../errors.ts'
import { crsOfName } from '../read/crsName.ts'
import type { BoundarySource } from '../read/source.ts'

/** The system a file is read in, and what turns its coordinates into WGS84. */
export interface System {
  crs: Crs
  convert: Converter
}

/** Formats whose standard says WGS84 where a file says nothing: RFC 7946, OGC 12-007 (KML), TopoJSON after GeoJSON. */
const WGS84_BY_STANDARD = ['geojson', 'kml', 'topojson']

/** What a file declares itself, its format's standard included. */
export const declaredOf = ({ declared, format }: Pick<BoundarySource, 'declared' | 'format'>): Crs | null =>
  declared ?? (WGS84_BY_STANDARD.includes(format) ? 'wgs84' : null)

/**
 * The system to read a file in: the one asked for, else the one it declares. Where no border of the district can judge
 * yet, a word that speaks against the file's own is refused, not guessed at; GCJ-02 and BD-09 no file declares.
 * @throws Problem invalid-input: none declared, unknown, or against the file's own word.
 */
export function systemOf(
  options: Pick<ImportOptions, 'crs' | 'swapAxes'>,
  source: Pick<BoundarySource, 'declared' | 'format'>,
  { judged }: { judged: boolean },
): System {
  const own = source.declared
  const asked = options.crs
  if (asked !== undefined && own !== null && !judged && !isOffset(asked) && !sameSystem(asked, own)) {
    throw flawed(`${asked}, as declared (known are ${SYSTEMS_IN_WORDS})`, `${nameOfSystem(own)} in the file`)
  }
  const crs = asked ?? declaredOf(source)
  if (crs === null)
    throw flawed(
      `一个坐标系：${SYSTEMS_IN_WORDS} / a system: one of ${SYSTEMS_IN_WORDS}`,
      '未指定，文件也未声明 / none; the file declares none either',
    )
  const convert = converter(crs)
  if (isRefusal(convert)) throw flawed(convert.expected, convert.got)
  return { crs, convert: options.swapAxes ? swappedAxes(convert) : convert }
}

const isOffset = (crs: string) => crs === 'gcj02' || crs === 'bd09'

const sameSystem = (asked: string, own: Crs) => crsOfName(asked) === crsOfName(nameOfSystem(own))

/** A system's name; of a projection written out, the known one it is, or the name it gives itself. */
export function nameOfSystem(crs: Crs): string {
  if (typeof crs === 'string') return crs
  const read = readPrj(crs.prj)
  return read?.known ?? (read?.name || '.prj')
}

const flawed = (expected: string, got: string) =>
  new Problem('invalid-input', { flaws: [{ path: 'crs', expected, got }] })

import type { Feature, FeatureCollection, Position } from 'geojson'
import { type Converter, type Crs, converter, isRefusal, swappedAxes } from '../../../geo/crs.ts'
import { judgeCrs, likelySystems } from '../../../geo/crsGuess.ts'
import type { Box, LonLat } from '../../../geo/types.ts'
import type { PreviewOut } from '../../api/territoryImport.ts'
import { Problem } from '../../errors.ts'
import { proposalsOf } from './proposals.ts'
import type { Scanned } from './scan.ts'
import { suggest } from './suggest.ts'
import { nameOfSystem } from './system.ts'
import type { Outline } from './thinned.ts'

export interface PreviewFacts {
  file: string
  district: { code: string; name: string }
  /** Box of the district's border; null while it is unknown. */
  box: Box | null
  /** The system to look at it in; undefined: as declared, or as it most likely is. */
  asked?: { crs: string; swapAxes: boolean } | undefined
}

/** What a scan means for this district: suggestions, the likely system, and outlines in WGS84. A declared system that nobody knows counts as none. */
export function showPreview(scanned: Scanned, facts: PreviewFacts): PreviewOut {
  const { box, district, asked } = facts
  const { format, layers, layer, encoding, declared, notes, features, fields, rows, geometries, points } = scanned
  const [likely] = proposalsOf(likelySystems(points, box))
  const isKnown = declared !== null && !isRefusal(converter(declared))
  const own = asked ?? (isKnown ? { crs: declared, swapAxes: false } : likely)
  const verdict = own && judgeCrs({ crs: own.crs, swapped: own.swapAxes }, points, box)
  const convert = own === undefined ? undefined : convertIn(own.crs, own.swapAxes)
  const outlines = convert === undefined ? [] : scanned.outlines.flatMap((outline) => drawnIn(convert, outline))
  return {
    format,
    layers: [...layers],
    layer,
    encoding,
    declared: declared === null ? null : nameOfSystem(declared),
    notes: [...notes],
    features,
    fields: fields.map(({ name, filled, distinct, samples }) => ({ name, filled, distinct, samples })),
    rows,
    geometries,
    suggested: {
      ...suggest(fields, features, `${facts.file} ${layer ?? ''}`),
      crs: isKnown ? null : (likely?.crs ?? null),
    },
    district,
    shownIn: own === undefined ? null : { crs: nameOfSystem(own.crs), swapAxes: own.swapAxes },
    inside: verdict?.declared.inside ?? null,
    proposals: proposalsOf(verdict?.proposals ?? []),
    box: boxAround(outlines),
    outlines: { type: 'FeatureCollection', features: outlines } satisfies FeatureCollection,
    shown: outlines.length,
  }
}

/** @throws Problem invalid-input: no such system */
function convertIn(crs: Crs, swapAxes: boolean): Converter {
  const convert = converter(crs)
  if (!isRefusal(convert)) return swapAxes ? swappedAxes(convert) : convert
  const { expected, got } = convert
  throw new Problem('invalid-input', { flaws: [{ path: 'crs', expected, got }] })
}

function drawnIn(convert: Converter, { feature, rings }: Outline): Feature[] {
  const drawn = rings.flatMap((ring): Position[][] => {
    const moved = ring.map(([x, y]) => convert(x, y))
    return moved.some(isRefusal) ? [] : [closed(moved as unknown as LonLat[])]
  })
  if (drawn.length === 0) return []
  const geometry = { type: 'MultiPolygon' as const, coordinates: drawn.map((ring) => [ring]) }
  return [{ type: 'Feature', properties: { feature }, geometry }]
}

const rounded = ([lon, lat]: LonLat): Position => [Number(lon.toFixed(6)), Number(lat.toFixed(6))]

function closed(ring: readonly LonLat[]): Position[] {
  const points = ring.map(rounded)
  return [...points.slice(0, -1), points[0]!]
}

function boxAround(features: readonly Feature[]): [number, number, number, number] | null {
  let box: [number, number, number, number] | null = null
  for (const { geometry } of features) {
    if (geometry.type !== 'MultiPolygon') continue
    for (const [lon, lat] of geometry.coordinates.flat(2) as [number, number][]) {
      box ??= [lon, lat, lon, lat]
      box = [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)]
    }
  }
  return box
}

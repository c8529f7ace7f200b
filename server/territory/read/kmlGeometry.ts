import type { Position } from 'geojson'
import type { RawGeometry } from './source.ts'

/**
 * Builds the geometry of one Placemark out of its tags (KML 2.3, 10): polygons with their inner boundaries,
 * multi-geometries of any depth, lines and points. Altitudes are dropped.
 */
export class KmlGeometry {
  private readonly open: { type: string; parts: RawGeometry[]; rings: Position[][]; inner: Position[][] }[] = []
  private readonly roots: RawGeometry[] = []
  private inInner = false

  /** A tag begins. */
  begin(tag: string): void {
    if (GEOMETRIES.has(tag)) this.open.push({ type: tag, parts: [], rings: [], inner: [] })
    else if (tag === 'innerBoundaryIs') this.inInner = true
  }

  /** A tag ends; `text` is what stood in it. */
  end(tag: string, text: string): void {
    if (tag === 'innerBoundaryIs') this.inInner = false
    if (tag === 'coordinates') this.open.at(-1)?.rings.push(positionsOf(text))
    if (!GEOMETRIES.has(tag)) return
    const done = this.open.pop()
    if (done === undefined) return
    const into = this.open.at(-1)
    if (tag === 'LinearRing' && into?.type === 'Polygon') {
      const ring = done.rings[0] ?? []
      if (this.inInner) into.inner.push(ring)
      else into.rings.push(ring)
      return
    }
    const geometry = finished(tag, done)
    if (into === undefined) this.roots.push(geometry)
    else into.parts.push(geometry)
  }

  /** The Placemark's geometry; null where it has none. */
  result(): RawGeometry | null {
    return this.roots.length > 1 ? together(this.roots) : (this.roots[0] ?? null)
  }
}

const GEOMETRIES = new Set(['Point', 'LineString', 'LinearRing', 'Polygon', 'MultiGeometry'])

function finished(
  tag: string,
  { parts, rings, inner }: { parts: RawGeometry[]; rings: Position[][]; inner: Position[][] },
) {
  switch (tag) {
    case 'MultiGeometry':
      return together(parts)
    case 'Polygon':
      return { type: 'Polygon', coordinates: [...rings, ...inner] }
    case 'Point':
      return { type: 'Point', coordinates: rings[0]?.[0] ?? [] }
    default:
      return { type: 'LineString', coordinates: rings[0] ?? [] }
  }
}

/** Polygons alone are one MultiPolygon; anything mixed stays a collection. */
function together(parts: readonly RawGeometry[]): RawGeometry {
  if (parts.every(({ type }) => type === 'Polygon' || type === 'MultiPolygon')) {
    const coordinates = parts.flatMap((part) =>
      part.type === 'Polygon' ? [part.coordinates] : (part.coordinates as []),
    )
    return { type: 'MultiPolygon', coordinates }
  }
  return { type: 'GeometryCollection', geometries: parts }
}

/** Tuples "lon,lat[,altitude]" with spaces between; a space after a comma, as hand-made files have it, is forgiven. */
function positionsOf(text: string): Position[] {
  const tuples = text.replaceAll(/\s*,\s*/g, ',').trim()
  return tuples === '' ? [] : tuples.split(/\s+/).map((tuple) => tuple.split(',', 2).map(numberOf))
}

const numberOf = (text: string) => (text.trim() === '' ? Number.NaN : Number(text))

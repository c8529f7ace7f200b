import type { FeatureCollection } from 'geojson'
import { dissolve } from '../../../geo/dissolve.ts'
import type { Geos } from '../../../geo/geos.ts'
import type { LevelBoxes } from '../../../geo/levelBoxes.ts'
import { thinnedCoverage } from '../../../geo/thinned.ts'
import type { Area } from '../../../geo/types.ts'
import { collection, drawnArea } from '../geojson.ts'
import type { LabelOf } from './tile.ts'

/** Vertices of all streets together: a sketch of about half a megabyte, a hundred kilobytes compressed. */
const MOST_VERTICES = 20_000

/** The district and its streets for the eye: names, places of labels, and outlines thinned with shared borders shared. */
export interface Outlines {
  district: FeatureCollection
  street: FeatureCollection
}

/** Sketches the upper levels of an edition, however long their borders are. */
export function outlinesOf(boxes: LevelBoxes, labelOf: LabelOf, geos: Geos): Outlines {
  const sketched = (areas: readonly Area[]) => {
    const thinned = thinnedCoverage(
      geos,
      areas.map(({ geometry }) => geometry),
      MOST_VERTICES,
    )
    return areas.map((area, n) => ({ ...area, geometry: thinned[n]! }))
  }
  const streets = sketched(boxes.all('street'))
  const around =
    streets.length === 0
      ? null
      : dissolve(
          geos,
          streets.map(({ geometry }) => geometry),
        )
  const districts = boxes.all('district')
  // One district is what its streets cover; anything else is thinned by itself.
  const district =
    around !== null && districts.length === 1 ? [{ ...districts[0]!, geometry: around }] : sketched(districts)
  const drawn = (areas: readonly Area[], whole: readonly Area[]) =>
    collection(
      areas.map((area, n) => drawnArea({ ...area, label: labelOf(whole[n]!) ?? [0, 0], areaM2: 0, source: {} })),
    )
  return { district: drawn(district, districts), street: drawn(streets, boxes.all('street')) }
}

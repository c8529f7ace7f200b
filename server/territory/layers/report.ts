import { checkCoverage } from '../../../geo/coverage.ts'
import { dissolve } from '../../../geo/dissolve.ts'
import type { Geos } from '../../../geo/geos.ts'
import type { Area } from '../../../geo/types.ts'
import type { LayerReport } from '../../api/gridLayers.ts'

const SHOWN = 20

/** What is amiss inside a layer: where its areas overlap, and holes between them. */
export function reportOf(
  geos: Geos,
  areas: readonly Pick<Area, 'code' | 'name' | 'geometry'>[],
  repaired: string[],
): LayerReport {
  const shapes = areas.map(({ geometry }) => geometry)
  const top: Area = { level: 'district', code: '', name: '', parent: null, geometry: dissolve(geos, shapes) }
  const below = areas.map((area): Area => ({ ...area, level: 'micro-grid', parent: '' }))
  const faults = checkCoverage(geos, [top, ...below], { districtDissolved: true })
    .filter(({ kind }) => kind === 'overlap' || kind === 'gap')
    .sort((a, b) => b.areaM2 - a.areaM2)
  const overlaps = faults.filter(({ kind }) => kind === 'overlap')
  const gaps = faults.filter(({ kind }) => kind === 'gap')
  return {
    overlaps: overlaps.length,
    overlapM2: overlaps.reduce((sum, { areaM2 }) => sum + areaM2, 0),
    gaps: gaps.length,
    gapM2: gaps.reduce((sum, { areaM2 }) => sum + areaM2, 0),
    repaired,
    largest: faults.slice(0, SHOWN).map(({ words, areaM2, at }) => ({ words, areaM2, at: [at[0], at[1]] })),
  }
}

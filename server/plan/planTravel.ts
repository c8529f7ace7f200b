import type { TravelRule } from '../../geo/rounds/problem/travelRule.ts'
import { isTravelRefusal, type Travel, type TravelRefusal } from '../travel/travel.ts'
import type { Base } from './base.ts'
import type { StoredPremises } from './premises.ts'

/** Travel between the seat of each base and its premises, as the district's source of travel gives it, asked base by base. */
export async function planTravel(
  travel: Travel,
  bases: readonly Base[],
  premises: readonly StoredPremises[],
): Promise<TravelRule | TravelRefusal> {
  const places = [...bases.map(({ code }) => `zone:${code}`), ...premises.map(({ code }) => `premises:${code}`)]
  const at = new Map(places.map((place, k) => [place, k]))
  const empty = () => places.map(() => places.map((): number | null => null))
  const seconds = empty()
  const metres = empty()
  for (const base of bases) {
    const around = premises.filter(({ street }) => base.streets.includes(street))
    if (around.length === 0) continue
    const points = [base.seat, ...around.map((place) => place.at)]
    const ids = [base.code, ...around.map(({ code }) => code)]
    const matrix = await travel.matrix({ crs: 'wgs84', points, ids })
    if (isTravelRefusal(matrix)) return matrix
    const own = [at.get(`zone:${base.code}`)!, ...around.map(({ code }) => at.get(`premises:${code}`)!)]
    for (const [i, from] of own.entries()) {
      for (const [j, to] of own.entries()) {
        const cell = i * matrix.to + j
        if (matrix.seconds[cell]! >= 0) seconds[from]![to] = matrix.seconds[cell]!
        if (matrix.metres[cell]! >= 0) metres[from]![to] = matrix.metres[cell]!
      }
    }
  }
  return { kind: 'table', places, seconds, metres }
}

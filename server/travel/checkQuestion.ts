import { equalsWgs84 } from '../../geo/crs.ts'
import type { Places, Question, TravelRefusal } from './travel.ts'

/** A question as an adapter may take it, or the first thing in it that cannot be. */
export function checkQuestion(
  places: Places,
  sources: readonly number[] | undefined,
  destinations: readonly number[] | undefined,
): Question | TravelRefusal {
  const { crs, points, ids } = places
  if (!equalsWgs84(crs)) return wrongSystem(crs)
  const off = points.findIndex(([lon, lat]) => !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90))
  if (off >= 0) {
    const got = `${off}: ${points[off]!.join(', ')}`
    return {
      refusal: 'wrong-place',
      zh: `坐标应为 [经度, 纬度]，经度 -180 至 180、纬度 -90 至 90；实为第 ${got}`,
      en: `Points must be [longitude, latitude] within -180 to 180 and -90 to 90; got point ${got}`,
    }
  }
  if (ids !== undefined && ids.length !== points.length) {
    return {
      refusal: 'wrong-place',
      zh: `编号应与坐标一一对应（${points.length} 个），实有 ${ids.length} 个`,
      en: `Each of ${points.length} points needs one id; got ${ids.length}`,
    }
  }
  const all = [...points.keys()]
  const question = { places, sources: sources ?? all, destinations: destinations ?? all }
  const stranger = [...question.sources, ...question.destinations].find((index) => points[index] === undefined)
  if (stranger === undefined) return question
  return {
    refusal: 'wrong-index',
    zh: `起点和终点序号应在 0 至 ${points.length - 1} 之间，实为 ${stranger}`,
    en: `Sources and destinations must be indexes from 0 to ${points.length - 1}; got ${stranger}`,
  }
}

/** GCJ-02 and BD-09 stand hundreds of metres beside the roads; who holds such points converts them first. */
function wrongSystem(crs: string): TravelRefusal {
  return {
    refusal: 'wrong-system',
    zh: `坐标系应为 WGS84 或 CGCS2000 经纬度，实为 ${crs}；请先用 geo/crs.ts 的 converter 转换，再询问路程`,
    en: `Coordinates must be WGS84 or CGCS2000 degrees; got ${crs}. Convert them with converter of geo/crs.ts before asking for travel`,
  }
}

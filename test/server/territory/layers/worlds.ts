import type { Feature, Polygon } from 'geojson'

/** West, south, east, north in hundredths of a degree from the corner of the small district (test/smallDistrict.ts). */
type Steps = readonly [west: number, south: number, east: number, north: number]

const at = (corner: number, step: number) => Math.round((corner + step * 0.01) * 1e7) / 1e7

export function box([west, south, east, north]: Steps): Polygon {
  const [w, s, e, n] = [at(117.76, west), at(26.38, south), at(117.76, east), at(26.38, north)]
  const ring = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}

/** A boundary file as a bureau would hand it over. */
export const layerFile = (areas: readonly [code: string, name: string, steps: Steps, more?: object][]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: areas.map(
      ([code, name, steps, more]): Feature => ({
        type: 'Feature',
        properties: { 网格编号: code, 网格名称: name, ...more },
        geometry: box(steps),
      }),
    ),
  })

/** 城管: the first community (columns 0–2, rows 0–2) in two halves, east and west. */
export const URBAN = layerFile([
  ['CG-01', '城管 01 号网格', [0, 0, 1, 2], { 责任单位: '城管一中队', 人口: 800 }],
  ['CG-02', '城管 02 号网格', [1, 0, 2, 2], { 责任单位: '城管二中队', 人口: 400 }],
])

/** 公安: the same community cut at another line, and reaching over its border. */
export const POLICE = layerFile([
  ['GA-1', '西门警务区', [0, 0, 0.7, 2], { 责任单位: '西门派出所' }],
  ['GA-2', '东门警务区', [0.7, 0, 2.5, 2], { 责任单位: '东门派出所' }],
])

import type { Feature, Polygon } from 'geojson'

const CORNERS = 72
/** Mean radius of the Earth, metres. */
const EARTH_M = 6_371_008.8

/** A circle on the ground, [longitude, latitude], good to a few metres up to a radius of 100 km. */
export function circle([lon, lat]: readonly [number, number], radiusM: number): Feature<Polygon> {
  const degrees = (radiusM / EARTH_M) * (180 / Math.PI)
  const squeeze = Math.cos((lat * Math.PI) / 180)
  const ring = Array.from({ length: CORNERS + 1 }, (_, at) => {
    const angle = ((at % CORNERS) / CORNERS) * 2 * Math.PI
    return [lon + (degrees * Math.cos(angle)) / squeeze, lat + degrees * Math.sin(angle)]
  })
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }
}

import { z } from 'zod'

/** [longitude, latitude] in degrees, WGS84 or CGCS2000. GCJ-02 and BD-09 are converted before they come here. */
export const Place = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .readonly()
  .meta({ description: '[longitude, latitude], degrees, WGS84 or CGCS2000' })
export type Place = z.infer<typeof Place>

import { createReadStream } from 'node:fs'
import { boundingBox } from '../../../geo/interior.ts'
import type { Area, Box, Level } from '../../../geo/types.ts'
import { fromWkb } from '../../../geo/wkb.ts'
import { areasCopiedIn } from '../copiedAreas.ts'

/** What a draft holds before an import, as far as the import has to know it. */
export interface Present {
  /** Level of every code there is. */
  levels: ReadonlyMap<string, Level>
  /** The district's box with a margin; null while it is unknown. */
  box: Box | null
  /** Areas of the level in which parents are looked for by place; none are needed where the file names them. */
  above: readonly Area[]
}

/** Degrees around the district's box within which coordinates are believed (about a kilometre). */
const BOX_MARGIN = 0.01

export function presentOf(areas: readonly Area[], levelAbove: Level | null): Present {
  const district = areas.find(({ level }) => level === 'district')
  return {
    levels: new Map(areas.map(({ code, level }) => [code, level])),
    box: district === undefined ? null : margined(boundingBox(district.geometry)),
    above: areas.filter(({ level }) => level === levelAbove),
  }
}

/** The district's box as it is, without the margin. */
export const exactBox = (box: Box | null): Box | null =>
  box && [box[0] + BOX_MARGIN, box[1] + BOX_MARGIN, box[2] - BOX_MARGIN, box[3] - BOX_MARGIN]

const margined = (box: Box | null): Box | null =>
  box && [box[0] - BOX_MARGIN, box[1] - BOX_MARGIN, box[2] + BOX_MARGIN, box[3] + BOX_MARGIN]

/**
 * Reads what `copyOfAreas` wrote, with the geometry of the levels that are asked for.
 */
export async function readPresent(path: string, levelAbove: Level | null): Promise<Present> {
  const levels = new Map<string, Level>()
  const above: Area[] = []
  let box: Box | null = null
  for await (const { wkb, ...area } of areasCopiedIn(createReadStream(path, { highWaterMark: 1024 * 1024 }))) {
    levels.set(area.code, area.level)
    if (wkb === null) continue
    const geometry = fromWkb(wkb)
    if (area.level === 'district') box = margined(boundingBox(geometry))
    if (area.level === levelAbove) above.push({ ...area, geometry })
  }
  return { levels, box, above }
}

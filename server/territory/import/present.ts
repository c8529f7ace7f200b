import { boundingBox } from '../../../geo/interior.ts'
import { type Area, type Box, LEVELS, type Level } from '../../../geo/types.ts'
import { fromWkb } from '../../../geo/wkb.ts'
import { readCopied } from './copied.ts'

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
 * Reads what `copyPresent` of the store wrote: level, code, name, parent and WKB of every area, the geometry null where
 * nobody asks for it.
 */
export async function readPresent(path: string, levelAbove: Level | null): Promise<Present> {
  const levels = new Map<string, Level>()
  const above: Area[] = []
  let box: Box | null = null
  for await (const [level, code, name, parent, wkb] of readCopied(path)) {
    const own = levelOf(text(level))
    levels.set(text(code), own)
    if (!wkb) continue
    const geometry = fromWkb(wkb)
    if (own === 'district') box = margined(boundingBox(geometry))
    if (own === levelAbove) {
      above.push({ level: own, code: text(code), name: text(name), parent: parent ? text(parent) : null, geometry })
    }
  }
  return { levels, box, above }
}

const text = (bytes: Buffer | null | undefined): string => bytes?.toString('utf8') ?? ''

function levelOf(word: string): Level {
  const found = LEVELS.find((level) => level === word)
  if (found === undefined) throw new Error(`"${word}" is no level`)
  return found
}

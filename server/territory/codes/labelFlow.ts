import { readingOrder } from '../../../geo/gridcode/order.ts'
import { boundingBox } from '../../../geo/interior.ts'
import type { Level } from '../../../geo/types.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { type AreaRow, areasOf, editionInForce, readEdition } from '../store.ts'
import { fontFaces } from './labelFont.ts'
import { type Label, labelSheet, lettersOf, type SentSheet } from './labels.ts'

/** A sheet of more labels than this is asked for in parts: 125 pages. */
const MOST = 3000

export interface LabelsAsked {
  level: Level
  /** Only areas below this one. */
  under?: string | undefined
  /** The edition in force where undefined. */
  edition?: number | undefined
  /** Scheme and host at which phones reach this installation, such as `https://grid.example.gov.cn`. */
  origin: string
}

/**
 * A printable sheet of labels, family by family, each in reading order. The QR code opens this installation at the
 * area; an officer's phone opens the form for a report there.
 * @throws Problem no-edition, not-found (edition, or area to be below), invalid-input (no such areas, or too many)
 */
export async function labelsOf(house: House, asked: LabelsAsked): Promise<SentSheet> {
  const id = asked.edition ?? (await editionInForce(house.db, house.now()))
  if (id === undefined) throw new Problem('no-edition')
  const edition = await readEdition(house.db, id)
  if (edition === undefined) throw new Problem('not-found', { facts: { edition: id } })
  const areas = await areasOf(house.db, id)
  const byCode = new Map(areas.map((area) => [area.code, area]))
  if (asked.under !== undefined && !byCode.has(asked.under))
    throw new Problem('not-found', { facts: { area: asked.under } })

  const chosen = areas.filter(({ level, code }) => level === asked.level && isUnder(byCode, code, asked.under))
  if (chosen.length === 0 || chosen.length > MOST) {
    const expected = `1 to ${MOST} areas of level ${asked.level}; choose an area to be below`
    throw new Problem('invalid-input', { flaws: [{ path: 'under', expected, got: `${chosen.length}` }] })
  }
  const families = [...Map.groupBy(chosen, ({ parent }) => parent)].toSorted(([a], [b]) =>
    (a ?? '').localeCompare(b ?? ''),
  )
  const labels = families.flatMap(([, family]) =>
    readingOrder(family.map((area) => ({ area, code: area.code, at: area.label, box: boxOf(area) }))).map(({ area }) =>
      labelOf(byCode, area, asked.origin),
    ),
  )
  const top = asked.under === undefined ? areas.find(({ level }) => level === 'district') : byCode.get(asked.under)
  const title = `${top?.name ?? edition.name} · ${labels.length} · ${edition.name}`
  const sheet = { title, edition, labels }
  const { plain, strong } = lettersOf(sheet)
  return labelSheet(sheet, [fontFaces(plain, 400), fontFaces(strong, 600)].join('\n'))
}

/** The address of an area in this installation: what its QR code says. */
export const addressOf = (origin: string, code: string): string => `${origin}/#?place=${encodeURIComponent(code)}`

function labelOf(byCode: ReadonlyMap<string, AreaRow>, area: AreaRow, origin: string): Label {
  return {
    code: area.code,
    name: area.name,
    above: ancestors(byCode, area).map(({ name }) => name),
    url: addressOf(origin, area.code),
  }
}

/** The areas above one, from the district down. */
function ancestors(byCode: ReadonlyMap<string, AreaRow>, { parent }: AreaRow): AreaRow[] {
  const above = parent === null ? undefined : byCode.get(parent)
  return above === undefined ? [] : [...ancestors(byCode, above), above]
}

const isUnder = (byCode: ReadonlyMap<string, AreaRow>, code: string, under: string | undefined): boolean =>
  under === undefined || code === under || ancestors(byCode, byCode.get(code)!).some((above) => above.code === under)

const boxOf = ({ geometry, label }: AreaRow) => boundingBox(geometry) ?? ([...label, ...label] as const)

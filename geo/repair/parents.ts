import { dissolve } from '../dissolve.ts'
import type { Geos } from '../geos.ts'
import { type Area, LEVELS } from '../types.ts'

/** The area under another parent. */
export const reparented = (area: Area, parent: string): Area => ({ ...area, parent })

/**
 * The missing parent, made of the children that name it: their union, their name for want of another, and under the
 * area that holds most of it. Null where no child names it or the level above is not there.
 */
export function addedParent(geos: Geos, areas: readonly Area[], code: string): Area | null {
  const children = areas.filter(({ parent }) => parent === code)
  const level = children[0] === undefined ? undefined : LEVELS[LEVELS.indexOf(children[0].level) - 1]
  if (level === undefined) return null
  const geometry = dissolve(
    geos,
    children.map((child) => child.geometry),
  )
  const above = LEVELS[LEVELS.indexOf(level) - 1]
  const parent =
    above === undefined
      ? null
      : mostIn(
          geos,
          { geometry },
          areas.filter((area) => area.level === above),
        )
  return { level, code, name: code, parent, geometry }
}

/** One child that is as large as its parent. */
export function addedChild(parent: Area, code: string): Area {
  const level = LEVELS[LEVELS.indexOf(parent.level) + 1] ?? parent.level
  return { level, code, name: parent.name, parent: parent.code, geometry: parent.geometry }
}

/** Code of the area that holds most of another, the first by code of equals; null where none touches it. */
export function mostIn(geos: Geos, { geometry }: Pick<Area, 'geometry'>, holders: readonly Area[]): string | null {
  const shares = geos.scope((shapes) => {
    const shape = shapes.of(geometry)
    return holders.map((holder) => ({
      code: holder.code,
      size: shapes.area(shapes.intersection(shape, shapes.of(holder.geometry))),
    }))
  })
  const [best] = shares.filter(({ size }) => size > 0).sort((a, b) => b.size - a.size || (a.code < b.code ? -1 : 1))
  return best?.code ?? null
}

import type { Area } from './types.ts'
import { fromWkb, toWkb } from './wkb.ts'

/** An area with its geometry as WKB: a fraction of the memory, and handed from thread to thread without being read. */
export interface PackedArea extends Omit<Area, 'geometry'> {
  wkb: Uint8Array
}

export const packed = ({ level, code, name, parent, geometry }: Area): PackedArea => ({
  level,
  code,
  name,
  parent,
  wkb: toWkb(geometry),
})

export const unpacked = ({ wkb, ...area }: PackedArea): Area => ({ ...area, geometry: fromWkb(wkb) })

/** The same as an area that unpacks its geometry whenever it is read, and keeps only the bytes. */
export const unpackedWhenRead = (area: PackedArea): Area & PackedArea => ({
  ...area,
  get geometry() {
    return fromWkb(area.wkb)
  },
})

/** The geometry as WKB; an area that holds its bytes already is not unpacked for it. */
export const wkbOf = (area: Area | (Area & PackedArea)): Uint8Array => ('wkb' in area ? area.wkb : toWkb(area.geometry))

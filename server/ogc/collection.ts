import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { type Box, LEVELS, type Level } from '../../geo/types.ts'

/** What one may ask for: the areas of a level of the edition in force, or the zones. Reports are never published. */
export interface Collection {
  id: Level | 'zone'
  title: string
  description: string
}

/** A feature with the box around it, kept for searching. */
export interface Boxed {
  feature: Feature<Polygon | MultiPolygon> & { id: string }
  box: Box
}

const TITLES: Record<Level, string> = {
  district: '区（市）district',
  street: '街道、镇、乡 street',
  community: '社区、村 community',
  grid: '网格 grid',
  'micro-grid': '微网格 micro-grid',
}

/** The zones are made public by 漳龙政〔2024〕40号; the areas are what they consist of. */
export const COLLECTIONS: readonly Collection[] = [
  {
    id: 'zone',
    title: '联合执法片区 zone',
    description: '片区及其街道 · zones in force, each the union of its streets',
  },
  ...LEVELS.map((id) => ({ id, title: TITLES[id], description: '现行边界版本 · the edition of boundaries in force' })),
]

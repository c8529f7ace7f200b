import { areas } from './areas.ts'
import { compare, compareMarks } from './compare.ts'
import { countNumbers, counts } from './counts.ts'
import { edit } from './edit.ts'
import { faults } from './faults.ts'
import { gridLayers } from './gridLayers.ts'
import { ground } from './ground.ts'
import { heat } from './heat.ts'
import { hotSpotNames, hotSpots } from './hotSpots.ts'
import { imported } from './imported.ts'
import { inspected } from './inspected.ts'
import { labels, zoneNames } from './labels.ts'
import type { LayerGroup } from './layer.ts'
import { reports } from './reports.ts'
import { rounds } from './rounds.ts'
import { chosen, selected } from './selected.ts'
import { tiled } from './tiled.ts'
import { zoning } from './zoning.ts'

/** What the map can show, bottom first. A view names the groups it wants; everything else is hidden. */
export const ORDER = [
  ground,
  areas,
  tiled,
  counts,
  heat,
  hotSpots,
  zoning,
  gridLayers,
  imported,
  compare,
  inspected,
  selected,
  faults,
  labels,
  zoneNames,
  compareMarks,
  countNumbers,
  hotSpotNames,
  reports,
  rounds,
  chosen,
  edit,
] as const satisfies readonly LayerGroup[]

/** Groups that every view shows. */
export const BASE: readonly string[] = [ground.name, areas.name, inspected.name, labels.name, zoneNames.name]

/** The base and these groups, less what they ask to step back. */
export function withBase(groups: readonly string[]): string[] {
  const back = ORDER.flatMap(({ name, without }: LayerGroup) => (groups.includes(name) && without ? [without] : []))
  return [...BASE, ...groups].filter((name) => !back.includes(name))
}

import { areas } from './areas.ts'
import { compare, compareMarks } from './compare.ts'
import { chosenCount, countBorders, countNumbers, counts, tiledCountBorders } from './counts.ts'
import { edit } from './edit.ts'
import { faults } from './faults.ts'
import { gridLayers } from './gridLayers.ts'
import { ground, land } from './ground.ts'
import { heat } from './heat.ts'
import { hotSpotNames, hotSpots } from './hotSpots.ts'
import { imported } from './imported.ts'
import { inspected } from './inspected.ts'
import { labels, smallNames, tiledNames, zoneNames } from './labels.ts'
import type { Form, LayerGroup } from './layer.ts'
import { reports } from './reports.ts'
import { rounds } from './rounds.ts'
import { chosen, selected } from './selected.ts'
import { tiled } from './tiled.ts'
import { zoning } from './zoning.ts'

/** What the map can show, bottom first. A view names the groups it wants; everything else is hidden. */
export const ORDER = [
  ground,
  land,
  areas,
  tiled,
  counts,
  countBorders,
  tiledCountBorders,
  chosenCount,
  heat,
  hotSpots,
  zoning,
  gridLayers,
  imported,
  compare,
  inspected,
  selected,
  faults,
  smallNames,
  tiledNames,
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

/** The base and these groups, less what they ask to step back, of an edition drawn in these forms. */
export function shownGroups(names: readonly string[], forms: readonly Form[]): LayerGroup[] {
  const back = ORDER.flatMap(({ name, without }: LayerGroup) => (names.includes(name) && without ? [without] : []))
  const wanted = [...BASE, ...names].filter((name) => !back.includes(name))
  return ORDER.filter(
    ({ name, only }: LayerGroup) => wanted.includes(name) && (only === undefined || forms.includes(only)),
  )
}

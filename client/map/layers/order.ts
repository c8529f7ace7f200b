import { areas } from './areas.ts'
import { ground } from './ground.ts'
import { labels } from './labels.ts'
import type { LayerGroup } from './layer.ts'
import { reports } from './reports.ts'
import { chosen, selected } from './selected.ts'

/** What the map can show, bottom first. A view names the groups it wants; everything else is hidden. */
export const ORDER = [ground, areas, selected, labels, reports, chosen] as const satisfies readonly LayerGroup[]

/** Groups that every view shows. */
export const BASE: readonly string[] = [ground.name, areas.name, labels.name]

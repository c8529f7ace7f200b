/** `npm run territory -- layers COMMAND`: the grids of several authorities, compared and made into one. */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { LayerColumns } from '../../server/api/gridLayers.ts'
import { MergeIn } from '../../server/api/gridMerge.ts'
import { OverlayIn } from '../../server/api/gridOverlay.ts'
import { accept } from '../../server/contract.ts'
import type { House } from '../../server/house.ts'
import { versionOf } from '../../server/territory/change/store.ts'
import { addLayer, compareLayers, dropLayer } from '../../server/territory/layers/flow.ts'
import { applyMerge, mergeDraft } from '../../server/territory/layers/mergeFlow.ts'
import { mergedAreas, movedBy, readMerge } from '../../server/territory/layers/mergeStore.ts'
import { lastOverlay, readConflicts } from '../../server/territory/layers/overlayStore.ts'
import type { Control } from '../../server/territory/layers/runs.ts'
import { listLayers } from '../../server/territory/layers/store.ts'
import { lineageTable, movedTable } from '../../server/territory/layers/table.ts'
import { given, readCommandLine } from '../commandLine.ts'
import { within } from '../door.ts'

const USAGE = `npm run territory -- layers COMMAND

import FILE --edition ID --name NAME --authority WHO --system FROM --code PROP --area-name PROP
    [--unit PROP] [--residents PROP] [--crs SYSTEM] [--swap-axes] [--table NAME] [--encoding NAME] [--as-of DAY]
    [--shared]
                                     把一个部门的网格导入为图层 / the grid of one authority becomes a layer
list --edition ID                    全部图层 / the layers of a draft
drop LAYER                           删除图层 / remove a layer
overlay --edition ID --layers 1,2,3 --within LEVEL [--tolerance M] [--sliver-area M2] [--sliver-width M]
                                     叠加比较，列出冲突 / agreement and conflicts
merge --edition ID --layers 1,2,3 --within LEVEL [--into micro-grid|grid]
    [--min-area M2] [--min-width M] [--band area|residents|premises|reports --min N --max N] [--uncovered own]
    [--lineage FILE.csv] [--moved FILE.csv] [--apply]
                                     合并为一网；--layers 的顺序即权威 / one grid; the order of --layers is the authority`

const CONFLICTS_SHOWN = 20
const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const OPTIONS = {
  edition: text,
  name: text,
  authority: text,
  system: text,
  code: text,
  'area-name': text,
  unit: text,
  residents: text,
  crs: text,
  'swap-axes': flag,
  table: text,
  encoding: text,
  'as-of': text,
  shared: flag,
  layers: text,
  within: text,
  tolerance: text,
  'sliver-area': text,
  'sliver-width': text,
  into: text,
  'min-area': text,
  'min-width': text,
  band: text,
  min: text,
  max: text,
  uncovered: text,
  lineage: text,
  moved: text,
  apply: flag,
} as const
type Values = ReturnType<typeof readCommandLine<typeof OPTIONS>>['values']

/** The commands of layers, with options of their own. @throws Problem what the flows refuse with */
export async function layers(args: readonly string[]): Promise<void> {
  const { values, positionals } = readCommandLine(OPTIONS, USAGE, args)
  const [command, target] = positionals
  if (command === 'import' && target !== undefined) return within((house) => importLayer(house, target, values))
  if (command === 'list') return within((house) => list(house, values))
  if (command === 'drop' && target !== undefined) return within((house) => drop(house, target))
  if (command === 'overlay') return within((house) => overlay(house, values))
  if (command === 'merge') return within((house) => merge(house, values))
  console.error(USAGE)
  process.exitCode = 2
}

const whole = z.coerce.number().int().positive()
const Origin = z.object({
  edition: whole,
  name: z.string().min(1),
  authority: z.string().min(1),
  system: z.string().min(1),
  asOf: z.iso.date().nullable(),
})

async function importLayer(house: House, file: string, values: Values): Promise<void> {
  const { edition, ...origin } = accept(Origin, { ...values, asOf: values['as-of'] ?? null })
  const { code, unit, residents, crs, table, encoding } = values
  const columns = accept(
    LayerColumns,
    given({ code, name: values['area-name'], unit, residents, crs, swapAxes: values['swap-axes'], table, encoding }),
  )
  const named = { ...origin, edition: values.shared ? null : edition, file: path.basename(file) }
  const from = { path: path.resolve(file), columns, beside: edition, account: null }
  const id = await addLayer(house, named, from, control)
  console.log(line((await listLayers(house.db, edition)).find((layer) => layer.id === id)!))
}

async function list(house: House, values: Values): Promise<void> {
  const { edition } = accept(z.object({ edition: whole }), { edition: values.edition })
  for (const layer of await listLayers(house.db, edition)) console.log(line(layer))
}

async function drop(house: House, target: string): Promise<void> {
  const { layer } = accept(z.object({ layer: whole }), { layer: target })
  await dropLayer(house, layer, { account: null })
  console.log(`layer ${layer} is removed`)
}

async function overlay(house: House, values: Values): Promise<void> {
  const { edition } = accept(z.object({ edition: whole }), { edition: values.edition })
  const smallest = { areaM2: number(values['sliver-area']) ?? 50, widthM: number(values['sliver-width']) ?? 2 }
  const asked = {
    layers: numbers(values.layers),
    within: values.within,
    toleranceM: number(values.tolerance),
    smallest,
  }
  const id = await compareLayers(house, edition, accept(OverlayIn, given(asked)), control)
  const names = new Map((await listLayers(house.db, edition)).map((layer) => [layer.id, layer.name]))
  const found = (await lastOverlay(house.db, edition))!
  for (const { a, b, agreedM2, coveredM2, bordersA, bordersB, pairs } of found.total) {
    const border = [bordersA, bordersB].map(({ withinM, lengthM }) => percent(withinM, lengthM)).join(' / ')
    const counts = Object.entries(pairs).map(([kind, n]) => `${n} ${kind}`)
    console.log(
      `${names.get(a)} × ${names.get(b)}: ${percent(agreedM2, coveredM2)}, borders ${border}, ${counts.join(', ')}`,
    )
  }
  const page = (await readConflicts(house.db, id, { after: 0, limit: CONFLICTS_SHOWN }))!
  for (const { kind, parent, layers: of, areas, areaM2, at } of page.conflicts) {
    const sides = of.map((layer, n) => `${names.get(layer)} ${areas[n]!.map(({ code }) => code).join(' ')}`)
    console.log(
      `${kind}  ${at[0].toFixed(6)}, ${at[1].toFixed(6)}  ${Math.round(areaM2)} m²  ${parent}  ${sides.join(' × ')}`,
    )
  }
  if (page.total > CONFLICTS_SHOWN) console.log(`… ${page.total - CONFLICTS_SHOWN} more`)
}

async function merge(house: House, values: Values): Promise<void> {
  const { edition } = accept(z.object({ edition: whole }), { edition: values.edition })
  const { band: measure, within: inside, into, uncovered } = values
  const band = measure === undefined ? undefined : { measure, min: number(values.min) ?? 0, max: number(values.max) }
  const smallest = { areaM2: number(values['min-area']) ?? 200, widthM: number(values['min-width']) ?? 5 }
  const asked = { layers: numbers(values.layers), within: inside, into, uncovered, smallest, band }
  const id = await mergeDraft(house, edition, accept(MergeIn, given(asked)), control)
  const { summary } = (await readMerge(house.db, { id }))!
  const { areas, areaM2, moved } = summary
  console.log(
    `merge ${id}: ${areas} areas of ${summary.parents} parents, median ${Math.round(areaM2.median)} m²; ` +
      `${moved.areas} source areas divided, ${Math.round(moved.areaM2)} m², ${moved.premises} premises and ${moved.reports} reports moved`,
  )
  if (values.lineage !== undefined) await writeFile(values.lineage, lineageTable(await mergedAreas(house.db, id)))
  if (values.moved !== undefined) await writeFile(values.moved, movedTable(await movedBy(house.db, id)))
  if (!values.apply) return
  const version = (await versionOf(house.db, edition))!
  await applyMerge(house, id, { version, account: null })
  console.log(`edition ${edition}: applied`)
}

const control: Control = { progress: () => undefined, signal: new AbortController().signal }
const number = (text: string | undefined) => (text === undefined ? undefined : Number(text))
const numbers = (text: string | undefined) => text?.split(',').map(Number)
const percent = (part: number, all: number) => `${all === 0 ? 100 : ((100 * part) / all).toFixed(1)} %`

function line({ id, name, authority, areas, areaM2, report }: Awaited<ReturnType<typeof listLayers>>[number]): string {
  const size = `${(areaM2 / 1e6).toFixed(3)} km²`
  return `${id}  ${name}  ${authority}  ${areas} areas, ${size}, ${report.overlaps} overlaps, ${report.gaps} holes`
}

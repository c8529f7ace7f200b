import { loadGeos } from '../../../geo/geos.ts'
import { PointSample } from '../../../geo/pointSample.ts'
import type { ImportOptions, ImportProgress, PreviewAsked } from '../../api/territoryImport.ts'
import { layerNeeded } from '../read/layer.ts'
import { openBoundaryFile } from '../read/open.ts'
import type { BoundarySource } from '../read/source.ts'
import { importFeatures, levelAbove, type Made, type Unfit } from './importFeatures.ts'
import { exactBox, presentOf, readPresent } from './present.ts'
import { openRowFile } from './rowFile.ts'
import { sampled } from './sample.ts'
import { type Scanned, scan } from './scan.ts'
import { openSpill } from './spill.ts'
import { systemOf } from './system.ts'
import { displaced, wrongSystem } from './wrongSystem.ts'

/** What is computed apart from the server: files in, files out, no database. All of it can go over a wire. */
export type Work =
  | { kind: 'preview'; path: string; file: string; asked: PreviewAsked }
  | {
      kind: 'run'
      path: string
      file: string
      options: ImportOptions
      district: { code: string; name: string }
      /** What the draft holds (see `readPresent`); null for a new one. */
      present: string | null
      /** Where the areas are to be written (see `rowsToCopy`), and a file for geometries in between. */
      rows: string
      spill: string
    }

/** What was made comes with what was amiss in the file and could be read all the same. */
export type Outcome = (Made & Pick<BoundarySource, 'notes'>) | Unfit | Scanned
export type Report = (progress: ImportProgress) => void

/** @throws Problem of the readers, and invalid-input (system, layer). */
export async function compute(work: Work, report: Report): Promise<Outcome> {
  const { path, file } = work
  const { layer, encoding } = work.kind === 'run' ? work.options : work.asked
  const source = await opened(path, { layer, encoding, name: file }, work.kind === 'preview')
  try {
    const { totalBytes } = source
    if (work.kind === 'preview') {
      return await scan(source, (done, bytes) => report({ phase: 'preview', done, bytes, totalBytes }))
    }
    if (source.layer === null) throw layerNeeded(source.layers)
    const { options } = work
    const above = levelAbove(options)
    const present = work.present === null ? presentOf([], above) : await readPresent(work.present, above)
    const system = systemOf(options, source, { judged: present.box !== null })
    const sample = new PointSample()
    const spill = openSpill(work.spill)
    const rows = openRowFile(work.rows)
    try {
      const made = await importFeatures(sampled(source.features(), sample), {
        options,
        convert: system.convert,
        district: work.district,
        present,
        file,
        layer: source.layers.length > 1 ? source.layer : null,
        geos: await loadGeos(),
        spill,
        take: rows.write,
        onProgress: (phase, done, bytes) => report({ phase, done, bytes, totalBytes }),
      })
      const seen = { box: exactBox(present.box), points: sample.points() }
      const declared = { crs: system.crs, swapped: options.swapAxes }
      const told = made.kind === 'unfit' ? wrongSystem(made, declared, { ...made, ...seen }) : made
      const came = displaced(told, declared, seen)
      return came.kind === 'made' ? { ...came, notes: source.notes } : came
    } finally {
      rows.close()
      spill.close()
    }
  } finally {
    await source.close()
  }
}

/** The file, open; for a preview at its largest layer where there are several and none was asked for. */
async function opened(path: string, asked: Parameters<typeof openBoundaryFile>[1], anyLayer: boolean) {
  const source = await openBoundaryFile(path, asked)
  if (!anyLayer || source.layer !== null) return source
  await source.close()
  const [largest] = source.layers.toSorted((a, b) => (b.features ?? 0) - (a.features ?? 0))
  return openBoundaryFile(path, { ...asked, layer: largest?.name })
}

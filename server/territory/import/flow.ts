import { converter, isRefusal, SYSTEMS_IN_WORDS } from '../../../geo/crs.ts'
import { loadGeos } from '../../../geo/geos.ts'
import type { Level } from '../../../geo/types.ts'
import { note } from '../../access/store.ts'
import { Problem } from '../../errors.ts'
import type { District, House } from '../../house.ts'
import { forgetChanges } from '../change/store.ts'
import { draftNamed } from '../draft.ts'
import { isOpen } from '../edition.ts'
import {
  areasOf,
  createEdition,
  insertAreas,
  insertImport,
  lastImport,
  listEditions,
  lockEdition,
  reopenDraft,
} from '../store.ts'
import type { Repair } from './candidate.ts'
import type { FeatureFile } from './featureStream.ts'
import { importAreas } from './importAreas.ts'
import type { ImportOptions } from './options.ts'
import type { ImportProblem } from './problem.ts'

export interface Imported {
  kind: 'imported'
  importId: number
  editionId: number
  /** Number of areas made, by level. */
  taken: Partial<Record<Level, number>>
  /** Geometries that were invalid and have been repaired, as asked. */
  repairs: Repair[]
}

export interface Refused {
  kind: 'refused'
  importId: number
  problems: ImportProblem[]
}

/**
 * Imports one boundary file into a draft: all of its features or none. A refused file leaves its problems in
 * `territory_import` and nothing else.
 * @throws Problem no-district, invalid-input (wrong district, unknown system, no such draft), stale-version.
 */
export async function importFile(
  house: House,
  { features, declaredCrs }: FeatureFile,
  request: { file: string; options: ImportOptions; account: number | null },
): Promise<Imported | Refused> {
  const { file, options, account } = request
  const district = await servedDistrict(house, options)
  const convert = converter(options.crs)
  if (isRefusal(convert)) throw flawed('crs', convert.expected, convert.got)
  refuseOtherCrs(declaredCrs, options.crs)

  const target = draftNamed(options.edition, await listEditions(house.db))
  const present = target === 'new' ? [] : await areasOf(house.db, target)
  const seen = target === 'new' ? null : await lastImport(house.db, target)
  const made = importAreas(features, { options, convert, district, present, file, geos: await loadGeos() })
  const kept = { file, level: options.level, options }

  return house.db.transaction(async (tx) => {
    if ('problems' in made) {
      const { problems } = made
      const editionId = target === 'new' ? null : target
      const importId = await insertImport(tx, { ...kept, editionId, taken: 0, problems })
      await note(tx, {
        at: house.now(),
        account: account ?? undefined,
        action: 'territory.import-refused',
        target: file,
      })
      return { kind: 'refused', importId, problems } as const
    }
    const editionId = target === 'new' ? await createEdition(tx, options.editionName ?? file) : target
    const status = await lockEdition(tx, editionId)
    if (status === undefined || !isOpen(status)) throw new Problem('illegal-move', { facts: { editionId, status } })
    if (target !== 'new' && (await lastImport(tx, editionId)) !== seen) throw new Problem('stale-version')
    await insertAreas(tx, editionId, made.areas)
    await reopenDraft(tx, editionId)
    await forgetChanges(tx, editionId)
    const importId = await insertImport(tx, { ...kept, editionId, taken: made.areas.length, problems: [] })
    const taken = counted(made.areas)
    await note(tx, {
      at: house.now(),
      account: account ?? undefined,
      action: 'territory.import',
      target: String(editionId),
      detail: { file, importId, taken, repairs: made.repairs.length },
    })
    return { kind: 'imported', importId, editionId, taken, repairs: made.repairs } as const
  })
}

async function servedDistrict(house: House, { district: code }: ImportOptions): Promise<District> {
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  if (district.code !== code) throw flawed('district', `${district.code}, the district of this installation`, code)
  return district
}

/** GeoJSON of before 2016 may name its system; a name that speaks against the declared one is refused, not guessed at. */
function refuseOtherCrs(inFile: string | null, declared: string): void {
  if (inFile === null || declared === 'gcj02' || declared === 'bd09') return
  const epsg = /CRS84$/.test(inFile) ? 'EPSG:4326' : inFile.replace(/^.*EPSG:[^:]*:?(\d+)$/, 'EPSG:$1')
  const same = { wgs84: 'EPSG:4326', cgcs2000: 'EPSG:4490' }[declared] ?? declared
  if (epsg !== same)
    throw flawed('crs', `${declared}, as declared (known are ${SYSTEMS_IN_WORDS})`, `${inFile} in the file`)
}

function counted(areas: readonly { level: Level }[]): Partial<Record<Level, number>> {
  return Object.fromEntries([...Map.groupBy(areas, ({ level }) => level)].map(([level, same]) => [level, same.length]))
}

function flawed(path: string, expected: string, got: string): Problem {
  return new Problem('invalid-input', { flaws: [{ path, expected, got }] })
}

import path from 'node:path'
import { ImportOptions } from '../../server/api/territoryImport.ts'
import { Problem } from '../../server/errors.ts'
import type { House } from '../../server/house.ts'
import { foundBodies } from '../../server/territory/bodies.ts'
import { checkEdition } from '../../server/territory/check/flow.ts'
import type { Edition } from '../../server/territory/edition.ts'
import { foundDistrict } from '../../server/territory/flow.ts'
import { computeApart } from '../../server/territory/import/apart.ts'
import { type Imported, importFile } from '../../server/territory/import/flow.ts'
import { approveEdition, publishEdition } from '../../server/territory/lifeFlow.ts'

const DISTRICT = 'chicago'
const BY = { account: null }

/** The districts of the file write `1` where the beats write `01`: declared, as is every other oddity of the files. */
const DISTRICTS = ImportOptions.parse({
  district: DISTRICT,
  level: 'street',
  code: 'district',
  name: 'label',
  codePad: 2,
  mergeSameCode: true,
  dissolve: 'district',
  edition: 'new',
  editionName: 'Chicago police districts, sectors and beats',
})
const BEATS = ImportOptions.parse({
  district: DISTRICT,
  level: 'grid',
  code: 'beat',
  nameTemplate: 'Beat {beat}',
  mergeSameCode: true,
  makeValid: true,
  dissolve: 'community',
  by: ['district', 'sector'],
  dissolveName: 'Sector {district}-{sector}',
  parent: 'district',
})

/** Founds Chicago in an empty installation and brings its police districts, sectors and beats into force. */
export async function foundChicago(house: House, folder: string): Promise<{ imports: Imported[]; edition: Edition }> {
  const name = 'Chicago'
  await foundDistrict(house, { code: DISTRICT, name, nameEn: name, pack: 'plain', timeZone: 'America/Chicago' })
  const streets = await importOrThrow(house, path.join(folder, 'chicago_police_districts.geojson'), DISTRICTS)
  const { editionId } = streets
  const grids = await importOrThrow(house, path.join(folder, 'chicago_police_beats.geojson'), {
    ...BEATS,
    edition: editionId,
  })
  await checkEdition(house, editionId, BY)
  await approveEdition(house, editionId, { acceptFaults: true, ...BY })
  const edition = await publishEdition(house, editionId, { from: '2000-01-01', ...BY })
  await foundBodies(house, editionId, BY)
  return { imports: [streets, grids], edition }
}

/** Imports a file as the command line does; a refused one ends the demonstration. */
export async function importOrThrow(house: House, file: string, options: ImportOptions): Promise<Imported> {
  const means = { compute: computeApart, report: () => undefined, signal: new AbortController().signal }
  const made = await importFile(house, { path: file, file: path.basename(file), bytes: null, options, ...BY }, means)
  if (made.kind === 'refused') throw new Problem('import-refused', { facts: { problems: made.problems } })
  return made
}

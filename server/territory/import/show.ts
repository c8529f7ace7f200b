import { boundingBox } from '../../../geo/interior.ts'
import type { PreviewOut } from '../../api/territoryImport.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { isOpen } from '../edition.ts'
import { areasOf, editionInForce, listEditions } from '../store.ts'
import type { Scanned } from './scan.ts'
import { showPreview } from './showPreview.ts'

/** A preview against the district's border, as the edition draws it, else the newest one that has a border. */
export async function showImport(
  house: House,
  { file, edition }: { file: string; edition?: number | undefined },
  scanned: Scanned,
  asked: { crs: string; swapAxes: boolean } | undefined,
): Promise<PreviewOut> {
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  const { code, name } = district
  return showPreview(scanned, { file, district: { code, name }, box: await districtBox(house, edition), asked })
}

/** West, south, east, north of the district in the edition named, else in the one in force, else in the newest draft; null where none has it. */
async function districtBox(house: House, named: number | undefined) {
  const inForce = await editionInForce(house.db, house.now())
  const drafts = (await listEditions(house.db)).filter(({ status }) => isOpen(status)).map(({ id }) => id)
  for (const edition of [named, inForce, ...drafts]) {
    if (edition === undefined) continue
    const [found] = await areasOf(house.db, edition, 'district')
    if (found !== undefined) return boundingBox(found.geometry)
  }
  return null
}

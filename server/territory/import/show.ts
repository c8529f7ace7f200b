import { boundingBox } from '../../../geo/interior.ts'
import type { PreviewOut } from '../../api/territoryImport.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { isOpen } from '../edition.ts'
import { areasOf, editionInForce, listEditions } from '../store.ts'
import type { Import } from './import.ts'
import type { Scanned } from './scan.ts'
import { showPreview } from './showPreview.ts'

/** A preview against the district's border, as the newest edition that has one draws it. */
export async function showImport(
  house: House,
  { file }: Import,
  scanned: Scanned,
  asked: { crs: string; swapAxes: boolean } | undefined,
): Promise<PreviewOut> {
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  const { code, name } = district
  return showPreview(scanned, { file, district: { code, name }, box: await districtBox(house), asked })
}

/** West, south, east, north of the district in the edition in force, else in the newest draft; null where none has it. */
async function districtBox(house: House) {
  const inForce = await editionInForce(house.db, house.now())
  const drafts = (await listEditions(house.db)).filter(({ status }) => isOpen(status)).map(({ id }) => id)
  for (const edition of inForce === undefined ? drafts : [inForce, ...drafts]) {
    const [found] = await areasOf(house.db, edition, 'district')
    if (found !== undefined) return boundingBox(found.geometry)
  }
  return null
}

import { rmSync } from 'node:fs'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { forgetSpoolsBefore, keptSpools, ownedImports, settle } from './importStore.ts'
import { restAfter } from './rest.ts'
import { spoolPath } from './spool.ts'
import { isDead, removeLeftovers } from './work.ts'

/** An upload that nobody has run by then is removed. */
const KEPT_DAYS = 7

/**
 * Puts right what ended processes left behind: their imports have failed and can be run again, their files are removed,
 * and so are uploads that nobody came back to.
 */
export async function sweepImports(house: House): Promise<void> {
  for (const { id, owner, state } of await ownedImports(house.db)) {
    if (!isDead(owner)) continue
    const lost = restAfter(new Problem('import-lost'), () => undefined)
    await settle(house.db, id, owner, { ...lost, state: state === 'running' ? 'failed' : 'uploaded' }, house.now())
    house.log('import.lost', { import: id, state })
  }
  const stale = new Date(house.now().getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000)
  for (const spool of await forgetSpoolsBefore(house.db, stale)) rmSync(spoolPath(house.folder, spool), { force: true })
  removeLeftovers(house.folder, await keptSpools(house.db))
}

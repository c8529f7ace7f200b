import { tmpdir } from 'node:os'
import { startJobs } from '../server/boss.ts'
import { buildHouse } from '../server/buildHouse.ts'
import type { Db } from '../server/db.ts'
import { signedInAs } from '../test/accounts.ts'
import { serve } from '../test/serve.ts'

/** Headers of a signed-in operator; the session stands in the database and so holds at any server over it. */
export async function accountsFor(db: Db): Promise<Record<string, string>> {
  const log = () => undefined
  const jobs = await startJobs(db, log)
  const door = await serve(buildHouse({ db, jobs, folder: tmpdir(), now: () => new Date(), log }))
  const { base } = door
  const client = await signedInAs(
    buildHouse({ db, jobs, folder: tmpdir(), now: () => new Date(), log }),
    base,
    'operator',
    'centre',
  )
  await door.close()
  await jobs.stop()
  return { cookie: client.cookie!, 'x-csrf-token': client.csrf! }
}

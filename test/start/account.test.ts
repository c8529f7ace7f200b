import { chownSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { recordedPlace } from '../../server/embedded/place.ts'
import { copyProduct } from './copy.ts'
import { address, postgresOn } from './product.ts'
import { asRoot, health, isClosed, NOBODY, scene, UP, whyClosed } from './scene.ts'

const at = scene()

describe.skipIf(!asRoot)(`npm start as root${asRoot ? '' : ' (skipped: the tests do not run as root)'}`, () => {
  it('works in a folder that only root may enter, and opens nothing', async () => {
    const clone = path.join(at.data.home, 'clone')
    mkdirSync(clone, { mode: 0o700 })
    copyProduct(clone)
    expect(statSync(at.data.home).mode & 0o777).toBe(0o700)
    await at.found({ cwd: clone })
    const running = at.start([], { cwd: clone })
    expect(await health(await address(running))).toEqual(UP)
    expect(recordedPlace(at.data.folder)!.folder).not.toContain(at.data.home)
    expect(statSync(at.data.home).mode & 0o777).toBe(0o700)
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(0)
    expect(postgresOn(at.data.folder)).toEqual([])
    expect(await health(await address(at.start([], { cwd: clone })))).toEqual(UP)
  })

  it.skipIf(isClosed)(`works for an ordinary user${whyClosed}`, async () => {
    chownSync(at.data.home, NOBODY.uid, NOBODY.gid)
    await at.found({ user: NOBODY })
    const running = at.start([], { user: NOBODY })
    expect(await health(await address(running))).toEqual(UP)
    expect(statSync(recordedPlace(at.data.folder)!.pgdata).uid).toBe(NOBODY.uid)
  })
})

import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atlasOf, buildParts } from '../../../geo/atlas.ts'
import { openSnapshot, packSnapshot } from '../../../geo/snapshot.ts'
import { frontOf, portionsOf } from '../../../geo/snapshotProof.ts'
import { fileOf, writeSnapshot } from '../../../server/territory/atlasFile.ts'
import { readSnapshot } from '../../../server/territory/readSnapshot.ts'
import { manySquares } from '../../geo/manySquares.ts'

const EDITION = 7
const squares = manySquares(20_000)
const packed = packSnapshot(buildParts(squares), 'squares')
const portions = portionsOf(packed)
const front = frontOf(packed)

let folder: string
const read = (content = 'squares') => readSnapshot(folder, EDITION, content)
const isUsable = async () => (await (await read())?.whole) ?? null

/** Flips a bit of the file. */
function damage(at: number): void {
  const bytes = new Uint8Array(packed.slice(0))
  bytes[at]! ^= 16
  writeFileSync(fileOf(folder, EDITION), bytes)
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'onegrid-snapshot-'))
  writeSnapshot(folder, EDITION, packed)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('reading a snapshot', () => {
  it('gives the bytes that were written, in memory that threads share', async () => {
    const { snapshot, whole } = (await read())!
    const atlas = atlasOf(openSnapshot(snapshot))
    expect(await whole).toBe(true)
    expect(snapshot).toBeInstanceOf(SharedArrayBuffer)
    expect(Buffer.from(snapshot).equals(Buffer.from(packed))).toBe(true)
    expect(atlas.find(0.0005, 0.0005)).toBe(0)
  })

  it('gives nothing where there is no file, or one of another content', async () => {
    expect(await readSnapshot(folder, EDITION + 1, 'squares')).toBeNull()
    expect(await read('other squares')).toBeNull()
  })

  it('gives nothing where what opening looks at is damaged', async () => {
    for (const at of [
      0,
      4,
      8,
      12,
      16,
      20,
      24,
      portions[0]!.start - 1,
      portions[0]!.start,
      portions[front - 1]!.end - 1,
    ]) {
      damage(at)
      expect(await read()).toBeNull()
    }
  })

  it('says that the rest is damaged, wherever it is', async () => {
    expect(portions.length).toBeGreaterThan(front + 1)
    for (const { start, end } of portions.slice(front)) {
      for (const at of [start, end - 1]) {
        damage(at)
        expect(await isUsable()).toBe(false)
      }
    }
  })

  it('is not taken in by a file that was cut short, before it is read or meanwhile', async () => {
    const { start, end } = portions.at(-1)!
    for (const length of [packed.byteLength - 8, packed.byteLength - 1, start, end - 4096, 24, 8, 1, 0]) {
      writeSnapshot(folder, EDITION, packed)
      truncateSync(fileOf(folder, EDITION), length)
      expect(await isUsable()).not.toBe(true)
    }
    writeSnapshot(folder, EDITION, packed)
    const begun = (await read())!
    truncateSync(fileOf(folder, EDITION), portions[front]!.start)
    const whole = await begun.whole
    if (whole) expect(Buffer.from(begun.snapshot).equals(Buffer.from(packed))).toBe(true)
  })

  it('goes on reading the file that it began, though another is put in its place', async () => {
    writeSnapshot(folder, EDITION, packed)
    const begun = (await read())!
    writeSnapshot(folder, EDITION, packSnapshot(buildParts(squares.slice(0, 9)), 'squares'))
    expect(await begun.whole).toBe(true)
    expect(Buffer.from(begun.snapshot).equals(Buffer.from(packed))).toBe(true)
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../../server/db.ts'
import { Problem } from '../../../../server/errors.ts'
import { checkEdition } from '../../../../server/territory/check/flow.ts'
import { importFile } from '../../../../server/territory/import/flow.ts'
import { areasOf } from '../../../../server/territory/store.ts'
import { type TestHouse, testHouse } from '../../../house.ts'
import { districtFile, found, here, imported, options } from '../files.ts'
import type { Case } from './case.ts'
import { OTHERS, SHAPEFILES } from './containers.ts'
import { SHAPES } from './shapes.ts'

const CORPUS: readonly Case[] = [...SHAPES, ...SHAPEFILES, ...OTHERS]

/** Seconds of this process's own time in which every file of the corpus has to come to an end. */
const LIMIT_CPU_S = 5

let at: TestHouse
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'onegrid-corpus-'))
  at = await testHouse({ now: '2026-03-02T09:00:00+08:00' })
  await found(at.house)
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await at?.close()
})

/** A draft that holds the district, in which the streets of a file are to be. */
async function draft(): Promise<number> {
  const made = await imported(at.house, districtFile, { level: 'district', edition: 'new', crs: 'wgs84' })
  if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems))
  return made.editionId
}

async function outcomeOf({ file, bytes, asked }: Case, edition: number) {
  const place = path.join(folder, `${edition}-${file}`)
  if (typeof bytes === 'function') bytes(place)
  else writeFileSync(place, bytes)
  const wanted = options({ level: 'street', ...asked, edition })
  try {
    return await importFile(at.house, { path: place, file, bytes: null, options: wanted, account: null }, here())
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

const named = async (edition: number) =>
  Object.fromEntries((await areasOf(at.house.db, edition, 'street')).map(({ code, name }) => [code, name]))
const everyArea = async () => (await at.house.db.row<{ n: number }>(sql`select count(*)::int as n from area`))!.n
const reasons = (problem: Problem) =>
  [problem.message, ...problem.flaws.map(({ path: where, expected, got }) => `${where}: ${expected}: ${got}`)].join(
    '\n',
  )

describe('a corpus of broken boundary files', () => {
  it('has at least 40, each with a fault of its own', () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(40)
    expect(new Set(CORPUS.map(({ fault }) => fault)).size).toBe(CORPUS.length)
  })

  it.each(CORPUS.map((one) => [one.fault, one] as const))('%s', async (_, one) => {
    const edition = await draft()
    const before = await everyArea()
    const started = process.cpuUsage()
    const came = await outcomeOf(one, edition)
    const { user, system } = process.cpuUsage(started)
    expect((user + system) / 1e6).toBeLessThan(LIMIT_CPU_S)

    const { outcome } = one
    if ('refused' in outcome) {
      if (came instanceof Problem) {
        expect([came.code, reasons(came)]).toEqual([outcome.refused, expect.stringMatching(outcome.says)])
        if (came.code === 'unreadable-file') expect(reasons(came)).toContain(one.file)
      } else {
        expect(came.kind).toBe('refused')
        const problems = came.kind === 'refused' ? came.problems : []
        expect(problems.map(({ kind, reason }) => `${kind}: ${reason.en}`)).toContainEqual(
          expect.stringMatching(new RegExp(`^${outcome.refused}: .*${outcome.says.source}`, outcome.says.flags)),
        )
      }
      expect(await everyArea()).toBe(before)
      return
    }
    if (came instanceof Problem) throw came
    expect(came).toMatchObject({ kind: 'imported' })
    expect(await named(edition)).toEqual(outcome.taken)
    const repairs = came.kind === 'imported' ? came.repairs.map(({ reason }) => reason) : []
    expect(repairs).toEqual(outcome.repaired === undefined ? [] : [outcome.repaired])
    if (outcome.check === undefined) return
    const faults = await checkEdition(at.house, edition, { account: null })
    expect(faults.map(({ kind }) => kind)).toContain(outcome.check)
  })
})

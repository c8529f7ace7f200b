import { Router } from 'express'
import { z } from 'zod'
import type { Fault } from '../../../geo/check/fault.ts'
import { accountOf, allow } from '../../access/guard.ts'
import { Id } from '../../api/terms.ts'
import { EditionId, type FaultGroup, type FaultsPage, FaultsQuery, RepairIn } from '../../api/territoryCheck.ts'
import { accept } from '../../contract.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import { readFaults, readVersion } from '../store.ts'
import { checkDraft, checkOut, repairDraft } from './flow.ts'
import { newCheckRuns } from './runs.ts'

const RunId = z.strictObject({ run: Id })

/** The check of a draft, its faults page by page, and their repair. Mounted below /api, behind `signedIn`. */
export function checkRoutes(house: House): Router {
  const routes = Router()
  const runs = newCheckRuns(house)
  const administrator = allow('administrator')

  routes.post('/territory/editions/:id/checks', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    await versionOrThrow(house, id)
    const account = accountOf(res).id
    const work = async (attendance: Parameters<typeof checkDraft>[3]) => ({
      check: checkOut(await checkDraft(house, id, { account }, attendance)),
    })
    res.status(202).json(runs.start(id, work))
  })

  routes.post('/territory/editions/:id/repairs', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const { version, accept: proposals, rule, apply } = accept(RepairIn, req.body)
    await versionOrThrow(house, id)
    const by = rule === undefined ? { accept: (proposals ?? []).map(defined) } : { rule }
    const asked = { edition: id, version, account: accountOf(res).id, by, apply }
    res
      .status(202)
      .json(runs.start(id, async (attendance) => ({ repair: await repairDraft(house, asked, attendance) })))
  })

  routes.get('/territory/check-runs/:run', administrator, (req, res) => {
    const { run } = accept(RunId, req.params)
    const found = runs.find(run)
    if (found === undefined) throw new Problem('not-found', { facts: { run } })
    res.json(found)
  })

  routes.delete('/territory/check-runs/:run', administrator, (req, res) => {
    runs.cancel(accept(RunId, req.params).run)
    res.status(204).end()
  })

  routes.get('/territory/editions/:id/faults/page', administrator, async (req, res) => {
    const { id } = accept(EditionId, req.params)
    const wanted = accept(FaultsQuery, req.query)
    const version = await versionOrThrow(house, id)
    const faults = await readFaults(house.db, id)
    const all = faults ?? []
    const { kind, severity, offset, limit } = wanted
    const listed = all.filter(
      (fault) => (kind ?? fault.kind) === fault.kind && (severity ?? fault.severity) === fault.severity,
    )
    const bySize = listed.toSorted((a, b) => b.areaM2 - a.areaM2 || (a.id < b.id ? -1 : 1))
    const page: FaultsPage = {
      edition: id,
      version,
      checked: faults !== null && faults !== undefined,
      groups: groupsOf(all),
      total: listed.length,
      faults: bySize.slice(offset, offset + limit).map(defined) as FaultsPage['faults'],
    }
    res.json(page)
  })

  return routes
}

async function versionOrThrow(house: House, id: number): Promise<number> {
  const found = await readVersion(house.db, id)
  if (found === undefined) throw new Problem('not-found', { facts: { edition: id } })
  return found.version
}

/** Without fields that are undefined, which JSON does not know. */
const defined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

function groupsOf(faults: readonly Fault[]): FaultGroup[] {
  return [...Map.groupBy(faults, ({ kind, severity }) => `${severity} ${kind}`).values()].map((own) => ({
    kind: own[0]!.kind,
    severity: own[0]!.severity,
    count: own.length,
    narrow: own.filter(({ narrow }) => narrow).length,
    areaM2: own.reduce((sum, { areaM2 }) => sum + areaM2, 0),
    largestM2: own.reduce((most, { areaM2 }) => Math.max(most, areaM2), 0),
  }))
}

import type { Tx } from '../db.ts'
import { allUnits, zoneChiefs } from '../duty/store.ts'
import type { District } from '../house.ts'
import { mandatesOf, mattersOf, zoneStreets } from '../mandate/store.ts'
import type { Report } from './report.ts'
import type { RoutingFacts } from './verdict.ts'

/** Looks up what routing these reports needs, once for all of them. */
export async function routingFacts(tx: Tx, reports: readonly Report[], { pack }: District): Promise<RoutingFacts> {
  const streets = new Set(reports.flatMap(streetsAround))
  const codes = [...new Set(reports.flatMap(({ matter }) => matter ?? []))]
  const matters = await mattersOf(tx, codes)
  const mandates = codes.length === 0 ? [] : await mandatesOf(tx, [...streets], codes)
  const units = await allUnits(tx)
  const zones = await zoneStreets(tx)
  const chiefs = await zoneChiefs(tx)
  return {
    pack,
    mandates,
    zones,
    chiefs,
    units: new Map(units.map((unit) => [unit.code, unit])),
    matters: new Map(matters.map((matter) => [matter.code, matter])),
  }
}

const streetsAround = ({ street, place }: Report): string[] =>
  [street, ...(place?.kind === 'located' ? place.rivals.map(({ path }) => path.street) : [])].filter(
    (code) => code !== null && code !== undefined,
  )

import { z } from 'zod'
import { CheckRun, FaultsPage, type RepairIn } from '../../server/api/territoryCheck.ts'
import { ask } from '../ask.ts'

const at = (edition: number) => `/api/territory/editions/${edition}`
const nothing = z.unknown().transform(() => undefined)

export const startCheck = (edition: number) => ask(CheckRun, 'POST', `${at(edition)}/checks`, {})
export const startRepair = (edition: number, asked: z.input<typeof RepairIn>) =>
  ask(CheckRun, 'POST', `${at(edition)}/repairs`, asked)
export const checkRun = (run: number) => ask(CheckRun, 'GET', `/api/territory/check-runs/${run}`)
export const stopRun = (run: number) => ask(nothing, 'DELETE', `/api/territory/check-runs/${run}`)
export const faultsPage = (
  edition: number,
  asked: { kind?: string; severity?: string; offset: number; limit: number },
) => {
  const query = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
  return ask(FaultsPage, 'GET', `${at(edition)}/faults/page?${query.join('&')}`)
}

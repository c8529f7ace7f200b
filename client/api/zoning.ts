import {
  ResidentsOut,
  ZoneHistory,
  type ZoneSetIn,
  ZoneSetOut,
  type ZoningAskedIn,
  ZoningFactsOut,
  ZoningRun,
} from '../../server/api/zoning.ts'
import { ask } from '../ask.ts'

export const zoneHistory = (day?: string) =>
  ask(ZoneHistory, 'GET', `/api/territory/zones/history${day === undefined ? '' : `?day=${day}`}`)
export const zoningFacts = () => ask(ZoningFactsOut, 'GET', '/api/territory/zoning/facts')
export const startZoning = (asked: ZoningAskedIn) => ask(ZoningRun, 'POST', '/api/territory/zoning/proposals', asked)
export const zoningRun = (id: number) => ask(ZoningRun, 'GET', `/api/territory/zoning/proposals/${id}`)
export const stopZoning = (id: number) => ask(ZoningRun, 'DELETE', `/api/territory/zoning/proposals/${id}`)
export const declareZones = (set: ZoneSetIn) => ask(ZoneSetOut, 'POST', '/api/territory/zones/set', set)
export const sendResidents = (list: { source: string; asOf: string; csv: string }) =>
  ask(ResidentsOut, 'POST', '/api/territory/zoning/residents', list)

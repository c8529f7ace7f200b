import { CodesOut, type RenumberIn, RenumberOut } from '../../server/api/codes.ts'
import { ask } from '../ask.ts'

export const codes = (edition: number, profile?: string) =>
  ask(CodesOut, 'GET', `/api/territory/editions/${edition}/codes${profile === undefined ? '' : `?profile=${profile}`}`)
export const renumber = (edition: number, asked: RenumberIn) =>
  ask(RenumberOut, 'POST', `/api/territory/editions/${edition}/codes`, asked)
/** Address of the sheet of labels of an edition's areas. */
export const labelsAddress = (edition: number, level: string, under: string | undefined): string => {
  const query = new URLSearchParams({ edition: String(edition), level })
  if (under !== undefined && under !== '') query.set('under', under)
  return `/api/territory/labels?${query}`
}

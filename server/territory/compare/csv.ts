import type { AreaDiffOut, BodyOut, ListName, PremisesMoverOut, ReportMoverOut } from '../../api/comparison.ts'
import type { Row } from './lists.ts'

type Cells = (string | number)[]

/** Headings of each list, and its row as cells. Codes of several areas are separated by blanks. */
export const TABLES: Record<ListName, { heading: string[]; cells(row: Row): Cells }> = {
  areas: {
    heading: [
      'level',
      'kind',
      'before',
      'before_names',
      'after',
      'after_names',
      'before_m2',
      'after_m2',
      'gained_m2',
      'lost_m2',
      'renamed',
      'reparented',
    ],
    cells: (row) => {
      const { level, kind, before, after, gained, lost, renamed, reparented } = row as AreaDiffOut
      const codes = (areas: { code: string }[]) => areas.map(({ code }) => code).join(' ')
      const names = (areas: { name: string }[]) => areas.map(({ name }) => name).join(' ')
      const m2 = (shares: { areaM2: number }[]) => Math.round(shares.reduce((sum, { areaM2 }) => sum + areaM2, 0))
      return [
        ...[level, kind, codes(before), names(before), codes(after), names(after)],
        ...[m2(before), m2(after), m2(gained), m2(lost), yes(renamed), yes(reparented)],
      ]
    },
  },
  reports: {
    heading: [
      'report',
      'open',
      'state',
      'received_at',
      'from',
      'to',
      'other_street',
      'owner',
      'new_owner',
      'description',
    ],
    cells: (row) => {
      const { id, open, state, receivedAt, from, to, street, owner, newOwner, description } = row as ReportMoverOut
      const other = newOwner === undefined ? '' : (newOwner ?? '?')
      return [id, yes(open), state, receivedAt, from ?? '', to ?? '', yes(street), owner ?? '', other, description]
    },
  },
  premises: {
    heading: ['premises', 'name', 'from', 'to', 'other_street'],
    cells: (row) => {
      const { code, name, from, to, street } = row as PremisesMoverOut
      return [code, name, from ?? '', to ?? '', yes(street)]
    },
  },
  bodies: {
    heading: ['concern', 'kind', 'code', 'name', 'people', 'street', 'street_name', 'becomes'],
    cells: (row) => {
      const { concern, body, street, becomes } = row as BodyOut
      const own = body === null ? ['', '', '', ''] : [body.kind, body.code, body.name, body.people]
      return [concern, ...own, street.code, street.name, becomes.map(({ code }) => code).join(' ')]
    },
  },
}

const yes = (value: boolean) => (value ? 'yes' : 'no')

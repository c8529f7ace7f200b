import type {
  AreaDiffOut,
  BodyOut,
  ListName,
  PremisesMoverOut,
  ReportMoverOut,
} from '../../../../server/api/comparison.ts'
import type { ListRow } from '../../../api/compare.ts'
import { count, listed } from '../../../i18n/format.ts'
import { t } from '../../../i18n/i18n.svelte.ts'
import { directory } from '../../../state/directory.svelte.ts'

/** A row of a list in two lines of words. */
export interface Line {
  title: string
  note: string
}

export function lineOf(list: ListName, row: ListRow): Line {
  switch (list) {
    case 'areas':
      return areaLine(row as AreaDiffOut)
    case 'reports':
      return reportLine(row as ReportMoverOut)
    case 'premises':
      return premisesLine(row as PremisesMoverOut)
    case 'bodies':
      return bodyLine(row as BodyOut)
  }
}

const joined = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ')
const arrow = (from: string, to: string) => (from === to ? from : t('compare.arrow', { from, to }))
const SQUARE_KM = 1_000_000
const land = (m2: number) =>
  m2 < SQUARE_KM ? t('compare.m2', { n: count(Math.round(m2)) }) : t('compare.km2', { n: (m2 / SQUARE_KM).toFixed(2) })

function areaLine({ level, kind, before, after, gained, lost }: AreaDiffOut): Line {
  const names = (areas: AreaDiffOut['before']) => listed(areas.map(({ name }) => name))
  const codes = (areas: AreaDiffOut['before']) => areas.map(({ code }) => code).join(' ')
  const either = (from: string, to: string) => (from === '' || to === '' ? from + to : arrow(from, to))
  const shares = (word: 'compare.gained' | 'compare.lost', all: AreaDiffOut['gained']) =>
    all.length === 0 ? '' : t(word, { m2: land(all.reduce((sum, { areaM2 }) => sum + areaM2, 0)) })
  return {
    title: `${t(`compare.kind.${kind}`)}  ${either(names(before), names(after))}`,
    note: joined([
      t(`level.${level}`),
      either(codes(before), codes(after)),
      shares('compare.gained', gained),
      shares('compare.lost', lost),
    ]),
  }
}

function reportLine({ id, open, description, from, to, street, owner, newOwner }: ReportMoverOut): Line {
  const unit = (code: string | null) => (code === null ? t('compare.toSettle') : directory.unit(code))
  const changes = newOwner === undefined ? '' : t('compare.newOwner', { from: unit(owner), to: unit(newOwner) })
  return {
    title: joined([`#${id}`, t(open ? 'compare.open' : 'compare.closed'), description]),
    note: joined([places(from, to), street ? t('compare.otherStreet') : '', changes]),
  }
}

const premisesLine = ({ code, name, from, to, street }: PremisesMoverOut): Line => ({
  title: joined([name, code]),
  note: joined([places(from, to), street ? t('compare.otherStreet') : '']),
})

const places = (from: string | null, to: string | null) =>
  arrow(from ?? t('compare.outside'), to ?? t('compare.outside'))

function bodyLine({ concern, body, street, becomes }: BodyOut): Line {
  const people = body === null || body.people === 0 ? '' : t('compare.people', { n: body.people })
  const next = listed(becomes.map(({ name }) => name))
  return {
    title: joined([body?.name ?? street.name, t(`compare.concern.${concern}`)]),
    note: joined([next === '' ? street.name : arrow(street.name, next), people]),
  }
}

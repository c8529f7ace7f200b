import { t } from '../../i18n/i18n.svelte.ts'
import { directory } from '../../state/directory.svelte.ts'
import { queue } from '../../state/queue.svelte.ts'
import { territory } from '../../state/territory.svelte.ts'

interface Shown {
  key: string
  title: string
  note: string
}
export type Hit = (Shown & { kind: 'report'; id: number }) | (Shown & { kind: 'area'; code: string })

const MOST = 8

/** What fits the typed text: any report by its number, loaded reports by their words, areas by name or code. */
export function hitsOf(typed: string): Hit[] {
  const wanted = typed.trim().toLowerCase().replace(/^#/, '')
  if (wanted === '') return []
  return [...byNumber(wanted), ...reports(wanted), ...areas(wanted)]
}

function byNumber(wanted: string): Hit[] {
  const id = Number(wanted)
  if (!/^\d{1,15}$/.test(wanted) || id === 0) return []
  return [{ kind: 'report', key: `number-${id}`, id, title: t('search.open', { id }), note: t('search.reports') }]
}

const reports = (wanted: string): Hit[] =>
  queue.rows
    .filter((report) => `${report.description} ${directory.topic(report) ?? ''}`.toLowerCase().includes(wanted))
    .slice(0, MOST)
    .map((report) => ({
      kind: 'report',
      key: `report-${report.id}`,
      id: report.id,
      title: `${directory.topic(report) ?? t('detail.untitled')} · ${report.description}`,
      note: `#${report.id}`,
    }))

const areas = (wanted: string): Hit[] =>
  territory.byCode
    .values()
    .filter(({ name, code }) => name.toLowerCase().includes(wanted) || code.startsWith(wanted))
    .take(MOST)
    .map(
      ({ code, name, level }): Hit => ({
        kind: 'area',
        key: `area-${code}`,
        code,
        title:
          territory
            .chain(code)
            .slice(1)
            .map((area) => area.name)
            .join(' / ') || name,
        note: t(`level.${level}`),
      }),
    )
    .toArray()

import type { ReportEvent } from '../../../server/api/report.ts'
import { t } from '../../i18n/i18n.svelte.ts'
import { directory } from '../../state/directory.svelte.ts'

/** What an event says beyond its kind: the person's own words, the unit it went to, the matter it was given. */
export function eventNote({ kind, facts }: ReportEvent): string {
  const said = [facts.reason, facts.result].find((text): text is string => typeof text === 'string')
  const unit = kind === 'assign' || kind === 'return' ? codeIn(facts.unit) : null
  const matter = kind === 'classify' ? codeIn(facts.matter) : null
  if (kind === 'edition') return editionNote(facts)
  return [unit === null ? '' : directory.unit(unit), matter === null ? '' : topicOf(matter), said ?? '']
    .filter((part) => part !== '')
    .join(' · ')
}

/** Which edition it is located with now, where it lies there, and whether its owner stays. */
function editionNote({ name, place, stays }: ReportEvent['facts']): string {
  const at = codeIn(place)
  return [
    String(name),
    at === null ? t('event.editionNowhere') : t('event.editionAt', { at }),
    stays === null ? t('event.editionAnew') : t('event.editionStays'),
  ].join(' · ')
}

/** A code as itself or inside a fact about the thing. */
function codeIn(fact: unknown): string | null {
  if (typeof fact === 'string') return fact
  const code = (fact as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' ? code : null
}

const topicOf = (matter: string): string => directory.topic({ matter, category: null }) ?? matter

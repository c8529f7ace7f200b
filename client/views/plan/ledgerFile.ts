import type { LedgerEntry } from '../../../server/api/plan.ts'
import { t } from '../../i18n/i18n.svelte.ts'
import { directory } from '../../state/directory.svelte.ts'

const field = (value: string | number): string => {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The ledger as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. */
export function ledgerFile(rows: readonly LedgerEntry[]): string {
  const head = [
    t('plan.premises'),
    t('plan.unit'),
    t('plan.unitName'),
    t('plan.ordinal'),
    t('plan.visit'),
    t('plan.release'),
    t('plan.due'),
  ]
  const lines = rows.map(({ premises, unit, ordinal, visit, release, due }) => [
    premises,
    unit,
    directory.unit(unit),
    ordinal + 1,
    visit,
    release,
    due,
  ])
  return `\uFEFF${[head, ...lines].map((line) => line.map(field).join(',')).join('\r\n')}\r\n`
}

/** Hands a text to the person as a file, without a request. */
export function download(name: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  URL.revokeObjectURL(address)
}

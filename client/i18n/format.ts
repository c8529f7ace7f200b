import { directory } from '../state/directory.svelte.ts'
import { language, t } from './i18n.svelte.ts'

const MINUTE = 60_000

/** A span of time in its two largest units: "2 天 4 小时". */
export function span(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE)
  if (minutes < 1) return t('time.none')
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  if (days >= 10) return t('time.days', { n: days })
  if (days > 0) return [t('time.days', { n: days }), hours > 0 ? t('time.hours', { n: hours }) : ''].join(' ').trim()
  if (hours > 0) {
    return [t('time.hours', { n: hours }), minutes % 60 > 0 ? t('time.minutes', { n: minutes % 60 }) : '']
      .join(' ')
      .trim()
  }
  return t('time.minutes', { n: minutes })
}

export const timeLeftText = (ms: number): string => t(ms < 0 ? 'time.over' : 'time.left', { span: span(ms) })

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatted(instant: string | number, options: Intl.DateTimeFormatOptions): string {
  const key = `${language.tag} ${directory.timeZone} ${JSON.stringify(options)}`
  const format =
    formatters.get(key) ??
    new Intl.DateTimeFormat(language.tag, { timeZone: directory.timeZone, hourCycle: 'h23', ...options })
  formatters.set(key, format)
  return format.format(new Date(instant))
}

/** Month, day and minute in the district's own time; the year where it is not this one. */
export function moment(instant: string, now = Date.now()): string {
  const year = formatted(instant, { year: 'numeric' }) === formatted(now, { year: 'numeric' })
  return formatted(instant, {
    ...(year ? {} : { year: 'numeric' }),
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
}

export const hourMinute = (instant: number): string => formatted(instant, { hour: '2-digit', minute: '2-digit' })

/** A length on the ground. */
export function metres(m: number): string {
  if (m < 1000) return t('unit.m', { n: m < 10 ? Number(m.toFixed(1)) : Math.round(m) })
  return t('unit.km', { n: (m / 1000).toFixed(m < 10_000 ? 1 : 0) })
}

export const count = (n: number): string => n.toLocaleString(language.tag)

/** A share, 0–1, with one decimal. */
export const percent = (share: number): string =>
  share.toLocaleString(language.tag, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** A local day 'YYYY-MM-DD' with its weekday. */
export const dayText = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(language.tag, {
    timeZone: 'UTC',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
  })

/** A count in little room: three figures from ten thousand on ("5.98万"). */
export const countShort = (n: number): string =>
  n < 10_000 ? count(n) : n.toLocaleString(language.tag, { notation: 'compact', maximumSignificantDigits: 3 })

/** A size of land: square metres below a hectare, hectares below a square kilometre. */
export function squareMetres(m2: number): string {
  const [value, unit] = m2 < 10_000 ? [m2, 'm²'] : m2 < 1_000_000 ? [m2 / 10_000, 'ha'] : [m2 / 1_000_000, 'km²']
  return `${value.toLocaleString(language.tag, { maximumSignificantDigits: value < 1000 ? 3 : 4 })} ${unit}`
}

/** Several names one after another, with the commas of the language. */
export const listed = (names: readonly string[]): string => names.join(language.now === 'zh' ? '、' : ', ')

import { z } from 'zod'
import { type Form, read } from './form.ts'
import { Refusal } from './refusal.ts'

/** Which requests are asked for: these ids and nothing else, or a window of time with filters. */
export type Search = { ids: number[] } | Filtered

export interface Filtered {
  from: Date
  to: Date
  services: string[] | null
  status: 'open' | 'closed' | null
  limit: number
  offset: number
}

const SPAN_MS = 90 * 86_400_000
const MOST = 1000

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const Whole = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number)
  .pipe(z.number().min(1))
const Id = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)

/** GeoReport's rules: ids override every other argument; at most 90 days and 1,000 requests at once. */
export function searchOf(form: Form, now: Date): Search {
  if (form.service_request_id !== undefined) {
    const ids = form.service_request_id.split(',').map((id) => read(Id, 'service_request_id', id.trim()))
    if (ids.length > MOST) throw new Refusal(400, `service_request_id: at most ${MOST} at once`)
    return { ids }
  }
  const given = (name: string) => (form[name] === undefined ? undefined : read(Instant, name, form[name]))
  const [start, end] = [given('start_date'), given('end_date')]
  const to = end ?? (start === undefined ? now : new Date(start.getTime() + SPAN_MS))
  const from = start ?? new Date(to.getTime() - SPAN_MS)
  if (to < from) throw new Refusal(400, 'end_date lies before start_date')
  if (to.getTime() - from.getTime() > SPAN_MS) throw new Refusal(400, 'start_date and end_date span more than 90 days')
  const size = Math.min(MOST, form.page_size === undefined ? MOST : read(Whole, 'page_size', form.page_size))
  const page = form.page === undefined ? 1 : read(Whole, 'page', form.page)
  return {
    from,
    to,
    services: listed(form.service_code),
    status: statusOf(form),
    limit: size,
    offset: (page - 1) * size,
  }
}

const listed = (text: string | undefined): string[] | null => text?.split(',').map((code) => code.trim()) ?? null

function statusOf(form: Form): 'open' | 'closed' | null {
  const wanted = new Set(listed(form.status) ?? [])
  for (const status of wanted) {
    if (status !== 'open' && status !== 'closed')
      throw new Refusal(400, `status: expected open or closed, got ${status}`)
  }
  return wanted.size === 1 ? ([...wanted][0] as 'open' | 'closed') : null
}

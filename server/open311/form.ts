import { z } from 'zod'
import type { Intake } from '../api/report.ts'
import { Refusal } from './refusal.ts'

/** Parameters as they came; GeoReport treats an empty one as absent. */
export type Form = Readonly<Record<string, string>>

/** The parameters that came once and are not empty. */
export function formOf(given: unknown): Form {
  const entries = Object.entries((given ?? {}) as Record<string, unknown>)
  const repeated = entries.find(([, value]) => typeof value !== 'string')
  if (repeated !== undefined) throw new Refusal(400, `${repeated[0]} was given more than once`)
  const withNul = entries.find(([, value]) => (value as string).includes('\0'))
  if (withNul !== undefined) throw new Refusal(400, `${withNul[0]} holds a NUL character`)
  return Object.fromEntries(entries.filter(([, value]) => value !== '')) as Form
}

/** Questions every service asks besides GeoReport's own. */
export const ATTRIBUTES = [
  {
    variable: true,
    code: 'accuracy_m',
    datatype: 'number',
    required: false,
    datatype_description: '米 · metres',
    order: 1,
    description: '定位精度：真实位置所在的半径 · radius within which the true position lies',
    values: [],
  },
  {
    variable: true,
    code: 'observed_at',
    datatype: 'datetime',
    required: false,
    datatype_description: 'W3C',
    order: 2,
    description: '发现时间，缺省为上报时间 · when it was seen; the time of the report unless given',
    values: [],
  },
] as const

const Decimal = z
  .string()
  .regex(/^[+-]?\d+(\.\d+)?$/)
  .transform(Number)
const Instant = z.iso.datetime({ offset: true })

/** Fields of a person; the product has no use for them and does not keep them (PIPL: minimal scope). */
const PERSONAL = ['email', 'device_id', 'account_id', 'first_name', 'last_name', 'phone']

export const isPersonal = (form: Form): boolean => PERSONAL.some((name) => form[name] !== undefined)

const MOST = 4000

/** A request as the product takes it in. An address without coordinates waits for a person who knows the place. */
export function intakeOf(form: Form, service: { code: string; matter: boolean }, key: string, now: Date): Intake {
  const place = form.address_string ?? form.address_id
  const located = form.lat !== undefined && form.long !== undefined
  if (!located && (form.lat ?? form.long) !== undefined) throw new Refusal(400, 'lat and long come together')
  if (!located && place === undefined) throw new Refusal(400, 'expected lat and long, address_string or address_id')
  const observed = form['attribute[observed_at]']
  const description = [form.description ?? '', place && `【地址】${place}`].filter(Boolean).join('\n')
  if (description.length > MOST) throw new Refusal(400, `description and address together exceed ${MOST} characters`)
  return {
    idempotencyKey: key,
    observedAt: observed === undefined ? now.toISOString() : read(Instant, 'attribute[observed_at]', observed),
    position: located ? positionOf(form) : null,
    ...(service.matter ? { matter: service.code } : { category: service.code }),
    description,
    ...(form.media_url === undefined ? {} : { photo: mediaOf(form.media_url) }),
  }
}

function positionOf(form: Form): NonNullable<Intake['position']> {
  const accuracy = form['attribute[accuracy_m]']
  return {
    crs: 'wgs84',
    x: read(Decimal, 'long', form.long!),
    y: read(Decimal, 'lat', form.lat!),
    accuracyM: accuracy === undefined ? 0 : read(Decimal.pipe(z.number().min(0).max(100_000)), 'accuracy_m', accuracy),
  }
}

function mediaOf(url: string): string {
  const fits = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && url.length <= 512
  if (!fits) throw new Refusal(400, 'media_url: expected an http or https address of at most 512 characters')
  return url
}

/** The value of one parameter, or a refusal that names it. */
export function read<T>(contract: z.ZodType<T>, name: string, text: string): T {
  const result = contract.safeParse(text)
  if (result.success) return result.data
  throw new Refusal(400, `${name}: ${result.error.issues[0]!.message}, got ${text.slice(0, 80)}`)
}

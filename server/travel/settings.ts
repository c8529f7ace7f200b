import { z } from 'zod'
import { STRAIGHT_LINE, type StraightLine } from '../../geo/travel.ts'

/** Where the product takes travel from. Nothing is asked over a network unless a server is configured. */
export type TravelSettings =
  | ({ kind: 'straight-line' } & StraightLine)
  | { kind: 'osrm' | 'valhalla'; url: string; profile: string }
  | { kind: 'csv'; file: string }

const flaw = (zh: string, en: string) => ({ error: `${zh}。|${en}.` })

function figure(name: string, from: number, to: number, otherwise: number) {
  const words = flaw(`${name} 应为 ${from} 至 ${to} 的数`, `${name} must be a number from ${from} to ${to}`)
  const Text = z.string().regex(/^\d+(\.\d+)?$/, words)
  return Text.transform(Number).pipe(z.number().min(from, words).max(to, words)).default(otherwise)
}

const isWeb = (text: string) => /^https?:\/\//.test(text) && URL.canParse(text)

/** The variables of travel, each with its bounds. */
export const TRAVEL_VARIABLES = {
  TRAVEL_KIND: z
    .enum(
      ['straight-line', 'osrm', 'valhalla', 'csv'],
      flaw(
        'TRAVEL_KIND 应为 straight-line、osrm、valhalla 或 csv',
        'TRAVEL_KIND must be straight-line, osrm, valhalla or csv',
      ),
    )
    .default('straight-line'),
  TRAVEL_URL: z
    .string()
    .refine(isWeb, flaw('TRAVEL_URL 应形如 http://主机:5000', 'TRAVEL_URL must look like http://host:5000').error)
    .optional(),
  TRAVEL_PROFILE: z
    .string()
    .regex(
      /^[\w-]+$/,
      flaw('TRAVEL_PROFILE 应为一个词，例如 driving', 'TRAVEL_PROFILE must be one word, such as driving').error,
    )
    .optional(),
  TRAVEL_FILE: z.string().optional(),
  TRAVEL_CIRCUITY: figure('TRAVEL_CIRCUITY', 1, 10, STRAIGHT_LINE.circuity),
  TRAVEL_KMH: figure('TRAVEL_KMH', 1, 200, STRAIGHT_LINE.kmPerHour),
  TRAVEL_STOP_MINUTES: figure('TRAVEL_STOP_MINUTES', 0, 120, STRAIGHT_LINE.minutesPerStop),
} as const

type Variables = z.infer<z.ZodObject<typeof TRAVEL_VARIABLES>>

/** What the variables mean together, or one sentence on what is missing, 'Chinese|English' as in `config.ts`. */
export function travelSettings(given: Variables): TravelSettings | string {
  const { TRAVEL_KIND: kind, TRAVEL_URL: url, TRAVEL_FILE: file, TRAVEL_PROFILE: profile } = given
  if (kind === 'osrm' || kind === 'valhalla') {
    if (url === undefined)
      return `TRAVEL_KIND 为 ${kind} 时必须设置 TRAVEL_URL。|TRAVEL_KIND ${kind} needs a TRAVEL_URL.`
    return { kind, url, profile: profile ?? (kind === 'osrm' ? 'driving' : 'auto') }
  }
  if (url !== undefined)
    return `设置了 TRAVEL_URL 而 TRAVEL_KIND 为 ${kind}：请设为 osrm 或 valhalla。|TRAVEL_URL is set but TRAVEL_KIND is ${kind}: make it osrm or valhalla.`
  if (kind === 'csv') {
    if (file === undefined) return 'TRAVEL_KIND 为 csv 时必须设置 TRAVEL_FILE。|TRAVEL_KIND csv needs a TRAVEL_FILE.'
    return { kind, file }
  }
  return {
    kind,
    circuity: given.TRAVEL_CIRCUITY,
    kmPerHour: given.TRAVEL_KMH,
    minutesPerStop: given.TRAVEL_STOP_MINUTES,
  }
}

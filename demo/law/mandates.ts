import { random } from '../random.ts'
import type { Matter } from './matter.ts'

/** "This street accepted this matter": here all from November 2022 (S2), open-ended. */
export interface Mandate {
  street: string
  matter: string
  validFrom: string
  confirmation: string
}

const FEWEST = 232
const MOST = 283
const SIGNED = '2022-11-01'
/** Reported every week: accepted by every town, so that the demo's towns have work of their own. */
const EVERYWHERE = ['general.litter', 'general.encroachment', 'general.garbage', 'ecology.straw', 'market.unlicensed']

/**
 * What each street accepted. The ten towns accepted 232–283 of the 284 each (S2); which ones, and what the two
 * streets accepted, is not stated anywhere: both are 示意, and their confirmations say so.
 */
export function mandates(
  seed: number,
  streets: readonly { code: string; name: string }[],
  delegated: readonly Matter[],
): Mandate[] {
  const counts = random(seed, 'mandate-counts')
  const towns = streets.filter(({ name }) => !name.endsWith('街道'))
  const extremes = new Map([
    [towns[0]!.code, MOST],
    [towns.at(-1)!.code, FEWEST],
  ])
  return streets.flatMap(({ code, name }, index) => {
    const count = extremes.get(code) ?? FEWEST + counts.below(MOST - FEWEST + 1)
    return accepted(seed, code, delegated, count).map((matter) => ({
      street: code,
      matter,
      validFrom: SIGNED,
      confirmation: confirmation(name, index + 1),
    }))
  })
}

function accepted(seed: number, street: string, delegated: readonly Matter[], count: number): string[] {
  const kept = delegated.map(({ code }) => code).filter((code) => EVERYWHERE.includes(code))
  const others = delegated.map(({ code }) => code).filter((code) => !EVERYWHERE.includes(code))
  const drawn = random(seed, `mandates-${street}`)
    .shuffled(others)
    .slice(0, count - kept.length)
  const all = new Set([...kept, ...drawn])
  return delegated.map(({ code }) => code).filter((code) => all.has(code))
}

function confirmation(name: string, number: number): string {
  const doubt = name.endsWith('街道') ? '；街道承接范围原文未载' : ''
  return `《行政处罚事项赋权确认书》（${name}，2022年11月，示意第${String(number).padStart(2, '0')}号${doubt}）`
}

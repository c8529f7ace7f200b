import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { LOAD_WORDS } from '../../geo/zoning/loadWords.ts'
import { propose } from '../../geo/zoning/propose.ts'
import type { Alternative, Proof, ZoningProblem } from '../../geo/zoning/zoning.ts'
import { ZoneSetIn, ZoningAskedIn } from '../../server/api/zoning.ts'
import { accept } from '../../server/contract.ts'
import { Problem } from '../../server/errors.ts'
import type { House } from '../../server/house.ts'
import { declareZones, importResidents, zoneHistory, zoningProblem } from '../../server/territory/zoning/flow.ts'
import { given, readCommandLine } from '../commandLine.ts'
import { within } from '../door.ts'

const USAGE = `npm run territory -- zones COMMAND

list [--day YYYY-MM-DD]              该日的片区、片长、驻地 / zones of a day with chief and seat
propose --zones N --load NAME[:WEIGHT] [--load …]
    [--from YYYY-MM-DD --to YYYY-MM-DD]  上报事件的时段 / days of the reports
    [--min N] [--max N] [--lock STREET=ZONE] [--together A,B] [--apart A,B] [--bridge A,B] [--keep-seat ZONE]
    [--slack POINTS] [--seed N] [--json]
    NAME: ${Object.keys(LOAD_WORDS).join(' ')}
    提出两三个连片均衡的划分 / two or three contiguous, balanced divisions
declare FILE.json                    整套片区自某日起公布 / a whole set from a day (POST /api/territory/zones/set)
residents FILE.csv --source TEXT --as-of YYYY-MM-DD
                                     街道居民数 / residents by street: street,residents`

/** The commands of zones, with options of their own. */
export function zones(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args)
  const [command, file] = positionals
  if (command === 'list') return within((house) => list(house, values.day))
  if (command === 'propose') return within((house) => proposed(house, askedOf(values), values.json ?? false))
  if (command === 'declare' && file !== undefined) return within((house) => declared(house, file))
  if (command === 'residents' && file !== undefined) return within((house) => residents(house, file, values))
  console.error(USAGE)
  process.exitCode = 2
  return Promise.resolve()
}

type Values = ReturnType<typeof readArguments>['values']

async function list(house: House, day: string | undefined): Promise<void> {
  const asked = accept(z.object({ day: z.iso.date().optional() }), { day })
  const { zones: found } = await zoneHistory(house, asked.day)
  for (const { code, name, validFrom, validTo, streets, chief, seat } of found) {
    const until = validTo === null ? '' : ` – ${validTo}`
    console.log(
      `${code}  ${name}  ${validFrom}${until}  ${chief?.name ?? '-'}  ${seat?.name ?? '-'}  ${streets.join(' ')}`,
    )
  }
}

function askedOf(values: Values): ZoningAskedIn {
  const pairs = (of: string[] | undefined) => (of ?? []).map((one) => one.split(','))
  const whole = (text: string | undefined) => (text === undefined ? undefined : Number(text))
  const asked = {
    from: values.from,
    to: values.to,
    zones: whole(values.zones),
    loads: (values.load ?? []).map((one) => {
      const [load, weight = '1'] = one.split(':')
      return { load, weight: Number(weight) }
    }),
    minStreets: whole(values.min),
    maxStreets: whole(values.max),
    locks: pairs((values.lock ?? []).map((one) => one.replace('=', ','))).map(([street, zone]) => ({ street, zone })),
    together: pairs(values.together),
    apart: pairs(values.apart),
    bridges: pairs(values.bridge),
    seats: values['keep-seat'] ?? [],
    slack: whole(values.slack),
    seed: whole(values.seed),
  }
  return accept(ZoningAskedIn, given(asked))
}

async function proposed(house: House, asked: ZoningAskedIn, json: boolean): Promise<void> {
  const problem = await zoningProblem(house, asked)
  const made = propose(problem, { seed: asked.seed, slack: asked.slack })
  if ('refusal' in made) {
    const flaws = made.refusal.map(({ zh, en }) => ({
      path: 'zones',
      expected: `${zh} / ${en}`,
      got: `${asked.zones}`,
    }))
    throw new Problem('invalid-input', { flaws })
  }
  if (json) return console.log(JSON.stringify(made))
  for (const alternative of made.alternatives) show(problem, alternative, made.proof)
}

function show(problem: ZoningProblem, { kind, score, figures, words }: Alternative, proof: Proof): void {
  console.log(
    `${kind} (${proof.kind}): ±${score.deviation}%, ${score.border} m, ${score.travel} s, ${score.moved} moved`,
  )
  for (const { zh, en } of words) console.log(`  ${zh} / ${en}`)
  for (const zone of figures.zones) {
    const loads = zone.loads.map(
      ({ load, amount, share, deviation }) =>
        `${load} ${Math.round(amount)} (${Math.round(share * 100)}%, ${Math.round(deviation * 100)}%)`,
    )
    const streets = zone.streets.map((street) => problem.streets[street]!.name)
    console.log(`  ${zone.label ?? '+'}  ${streets.join(' ')}  ${loads.join(', ')}`)
  }
}

async function declared(house: House, file: string): Promise<void> {
  const set = accept(ZoneSetIn, jsonOf(file))
  const { from, begun, kept, ended } = await declareZones(house, set, { account: null })
  console.log(
    `from ${from}: begun ${begun.join(' ') || '-'}, kept ${kept.join(' ') || '-'}, ended ${ended.join(' ') || '-'}`,
  )
}

function jsonOf(file: string): unknown {
  const text = readFileSync(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('malformed-json', { facts: { file } })
  }
}

async function residents(house: House, file: string, values: Values): Promise<void> {
  const asked = accept(z.object({ source: z.string().trim().min(1), asOf: z.iso.date() }), {
    source: values.source,
    asOf: values['as-of'],
  })
  const made = await importResidents(house, { ...asked, csv: readFileSync(file, 'utf8') }, { account: null })
  console.log(`${made.streets} streets`)
}

function readArguments(args: string[]) {
  const text = { type: 'string' } as const
  const list = { type: 'string', multiple: true } as const
  const options = {
    day: text,
    zones: text,
    load: list,
    from: text,
    to: text,
    min: text,
    max: text,
    lock: list,
    together: list,
    apart: list,
    bridge: list,
    'keep-seat': list,
    slack: text,
    seed: text,
    json: { type: 'boolean' },
    source: text,
    'as-of': text,
  } as const
  return readCommandLine(options, USAGE, args)
}

import { writeFileSync } from 'node:fs'
import { stringify } from 'csv-stringify/sync'
import { CodesQuery, LabelsQuery, RenumberIn } from '../../server/api/codes.ts'
import { accept } from '../../server/contract.ts'
import { Problem } from '../../server/errors.ts'
import type { House } from '../../server/house.ts'
import { versionOf } from '../../server/territory/change/store.ts'
import { codesOf, renumberDraft } from '../../server/territory/codes/flow.ts'
import { labelsOf } from '../../server/territory/codes/labelFlow.ts'
import { given, readCommandLine } from '../commandLine.ts'
import { within } from '../door.ts'

const USAGE = `npm run territory -- codes report --edition ID [--profile NAME]
    重码、断号 / collisions and gaps
npm run territory -- codes renumber --edition ID --level grid --level micro-grid [--under CODE] [--profile NAME]
    [--apply]                        默认只预览，CSV 列出新旧编码 / without it a dry run; old and new as CSV
npm run territory -- labels --out FILE.html --origin https://HOST [--under CODE] [--level LEVEL] [--edition ID]
    二维码标签，A4 每页 24 张 / QR labels, A4, 24 a page
    PROFILE: grid-15 grid-14 grid-15-3 path-5 free`

/** The commands of codes, with options of their own. */
export function codes(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args)
  const [command] = positionals
  if (command === 'report' && values.edition !== undefined) return within((house) => report(house, values))
  if (command === 'renumber' && values.edition !== undefined) return within((house) => renumber(house, values))
  return usage()
}

/** Writes a sheet of labels. */
export function labels(args: string[]): Promise<void> {
  const { values } = readArguments(args)
  const { out, origin } = values
  if (out === undefined || origin === undefined) return usage()
  return within(async (house) => {
    const query = { level: values.level?.[0], under: values.under, edition: values.edition }
    const asked = accept(LabelsQuery, given(query))
    const { html } = await labelsOf(house, { ...asked, origin: originOf(origin) })
    writeFileSync(out, html)
    console.log(`${out}: ${html.match(/<svg /g)!.length} pages`)
  })
}

type Values = ReturnType<typeof readArguments>['values']

async function report(house: House, values: Values): Promise<void> {
  const found = await codesOf(house, editionOf(values), accept(CodesQuery, profileOf(values)).profile)
  for (const { kind, words } of found.findings) console.log(`${kind}  ${words.zh} / ${words.en}`)
  const counts = Object.entries(found.found).map(([kind, n]) => `${n} ${kind}`)
  console.log(`${found.profile.name} ${found.profile.form}: ${found.areas} areas, ${counts.join(', ') || 'clean'}`)
}

async function renumber(house: House, values: Values): Promise<void> {
  const edition = editionOf(values)
  const version = await versionOf(house.db, edition)
  if (version === undefined) throw new Problem('not-found', { facts: { edition } })
  const asked = accept(RenumberIn, {
    ...profileOf(values),
    version,
    levels: values.level ?? [],
    under: values.under ?? null,
    dryRun: values.apply !== true,
  })
  const { changes, dryRun } = await renumberDraft(house, edition, asked, null)
  process.stdout.write(
    stringify([
      ['level', 'formerCode', 'code', 'name'],
      ...changes.map((row) => [row.level, row.from, row.to, row.name]),
    ]),
  )
  console.error(`${changes.length} ${dryRun ? 'would change' : 'changed'}`)
}

const profileOf = ({ profile }: Values) => (profile === undefined ? {} : { profile })

function editionOf({ edition = '' }: Values): number {
  if (/^\d{1,9}$/.test(edition)) return Number(edition)
  throw new Problem('invalid-input', { flaws: [{ path: 'edition', expected: 'a whole number', got: edition }] })
}

function originOf(text: string): string {
  const url = URL.parse(text)
  if (url !== null && /^https?:$/.test(url.protocol)) return url.origin
  throw new Problem('invalid-input', { flaws: [{ path: 'origin', expected: 'http(s)://host', got: text }] })
}

function usage(): Promise<void> {
  console.error(USAGE)
  process.exitCode = 2
  return Promise.resolve()
}

function readArguments(args: string[]) {
  const text = { type: 'string' } as const
  const options = {
    edition: text,
    profile: text,
    level: { type: 'string', multiple: true },
    under: text,
    apply: { type: 'boolean' },
    out: text,
    origin: text,
  } as const
  return readCommandLine(options, USAGE, args)
}

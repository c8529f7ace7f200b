/** `npm run territory -- COMMAND`: found the district, import its boundary files, check and publish their editions. */
import { z } from 'zod'
import { LevelName } from '../server/api/terms.ts'
import { RepairRule } from '../server/api/territoryCheck.ts'
import { ImportOptions } from '../server/api/territoryImport.ts'
import { accept } from '../server/contract.ts'
import { Problem } from '../server/errors.ts'
import type { House } from '../server/house.ts'
import { foundBodies } from '../server/territory/bodies.ts'
import { checkDraft, repairDraft } from '../server/territory/check/flow.ts'
import { draftNamed } from '../server/territory/draft.ts'
import { deleteDraft, foundDistrict } from '../server/territory/flow.ts'
import { editionInForce, listEditions } from '../server/territory/store.ts'
import { answering } from './answering.ts'
import { given, readCommandLine } from './commandLine.ts'
import { within } from './door.ts'
import { codes, labels } from './territory/codes.ts'
import { diff } from './territory/diff.ts'
import { exportFile } from './territory/exportFile.ts'
import { importAtTerminal } from './territory/importFile.ts'
import { layers } from './territory/layers.ts'
import { approve, at, publish, withdraw } from './territory/life.ts'
import { faultReport, repairReport, ruleOf } from './territory/repairs.ts'
import { USAGE } from './territory/usage.ts'
import { zones } from './territory/zones.ts'

/** Commands that have options of their own. */
const OWN: Record<string, (args: string[]) => Promise<void>> = { layers, zones, codes, labels }
const own = OWN[process.argv[2] ?? '']

const { values, positionals } = readArguments()

await answering(() => (own === undefined ? run(positionals) : own(process.argv.slice(3))))

async function run([command, ...rest]: string[]): Promise<void> {
  if (values.help) return console.log(USAGE)
  if (command === 'found') return within(found)
  if (command === 'import' && rest.length === 1) return importOne(rest[0]!)
  if (command === 'check') return within(check)
  if (command === 'approve') {
    return within(async (house) => approve(house, await draft(house), values['known-faults'] ?? false))
  }
  if (command === 'repair' && values.rule !== undefined) return within(mend)
  if (command === 'publish' && values.from !== undefined) {
    return within((house) => publish(house, () => draft(house), values.from!))
  }
  if (command === 'withdraw' && values.edition !== undefined) {
    return within((house) => withdraw(house, whole('edition')!, values.reason))
  }
  if (command === 'diff' && rest.length === 2) return within((house) => diff(house, rest[0]!, rest[1]!))
  if (command === 'at' && rest.length === 1) return within((house) => at(house, rest[0]!))
  if (command === 'bodies') return within(bodies)
  if (command === 'export' && values.out !== undefined) return within(exported)
  if (command === 'list') return within(list)
  if (command === 'delete' && values.edition !== undefined) return within(remove)
  console.error(USAGE)
  process.exitCode = 2
}

async function found(house: House): Promise<void> {
  const text = z.string().min(1)
  const founding = accept(z.object({ code: text, name: text, nameEn: text, pack: text, timeZone: text }), {
    code: values.district,
    name: values.name,
    nameEn: values['name-en'] ?? values.name,
    pack: values.pack,
    timeZone: values['time-zone'],
  })
  await foundDistrict(house, founding)
  console.log(`${founding.code} ${founding.name}`)
}

async function importOne(file: string): Promise<void> {
  const options = accept(ImportOptions, importOptions())
  await within(async (house) => {
    const { editionId, taken } = await importAtTerminal(house, file, options)
    console.log(`edition ${editionId}: ${counts(taken)}`)
  })
}

function importOptions() {
  return given({
    district: values.district,
    level: values.level,
    code: values.code,
    name: values.name,
    nameTemplate: values['name-template'],
    parent: values.parent,
    layer: values.layer,
    encoding: values.encoding,
    crs: values.crs,
    swapAxes: values['swap-axes'],
    codeStripLeadingZeros: values['code-strip-leading-zeros'],
    codePad: whole('code-pad'),
    parentStripLeadingZeros: values['parent-strip-leading-zeros'],
    parentPad: whole('parent-pad'),
    mergeSameCode: values['merge-same-code'],
    makeValid: values['make-valid'],
    dissolve: values.dissolve,
    by: values.by?.split(','),
    join: values.join,
    dissolveName: values['dissolve-name'],
    edition: editionAsked(),
    editionName: values['edition-name'],
  })
}

async function check(house: House): Promise<void> {
  const id = await draft(house)
  const { faults, tiling } = await checkDraft(house, id, { account: null })
  console.log(`${faultReport(faults)}edition ${id}: ${faults.length} faults`)
  if (tiling.exact) console.log('上下级与相邻边界逐点吻合 / borders match vertex by vertex on every level')
}

async function mend(house: House): Promise<void> {
  const id = await draft(house)
  const rule = accept(RepairRule, ruleOf(values.rule!, values['overlaps-to'], values.outside))
  const { version } = (await listEditions(house.db)).find((edition) => edition.id === id)!
  await checkDraft(house, id, { account: null })
  const made = await repairDraft(house, {
    edition: id,
    version,
    account: null,
    by: { rule },
    apply: !values['dry-run'],
  })
  console.log(repairReport(made))
}

async function bodies(house: House): Promise<void> {
  const id = whole('edition') ?? (await editionInForce(house.db, house.now()))
  if (id === undefined) throw new Problem('no-edition')
  console.log(`${await foundBodies(house, id, { account: null })} new street units`)
}

async function exported(house: House): Promise<void> {
  const asked = { edition: whole('edition'), out: values.out, level: values.level }
  const contract = z.object({ edition: z.int().positive(), out: z.string().min(1), level: LevelName.optional() })
  const { edition, out, level } = accept(contract, asked)
  await exportFile(house, edition, out, level)
  console.log(out)
}

async function list(house: House): Promise<void> {
  const editions = await listEditions(house.db)
  for (const { id, name, status, validFrom, faults, knownFaults, counts: areas } of editions) {
    const state = [status, validFrom, faults === null ? 'unchecked' : `${faults} faults`, knownFaults && 'known faults']
    console.log(`${id}  ${name}  ${state.filter(Boolean).join(', ')}  ${counts(areas)}`)
  }
}

async function remove(house: House): Promise<void> {
  const id = await draft(house)
  await deleteDraft(house, id, { account: null })
  console.log(`edition ${id} is deleted`)
}

async function draft(house: House): Promise<number> {
  const found = draftNamed(editionAsked(), await listEditions(house.db))
  if (found === 'new') throw new Problem('not-found', { facts: { draft: 'none is open' } })
  return found
}

function editionAsked(): 'new' | number | undefined {
  return values.edition === 'new' ? 'new' : whole('edition')
}

function counts(areas: object): string {
  return Object.entries(areas)
    .map(([level, count]) => `${count} ${level}`)
    .join(', ')
}

function whole(option: 'edition' | 'code-pad' | 'parent-pad'): number | undefined {
  const text = values[option]
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text)
  throw new Problem('invalid-input', { flaws: [{ path: option, expected: 'a whole number', got: text }] })
}

function readArguments() {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    help: flag,
    district: text,
    level: text,
    code: text,
    name: text,
    'name-en': text,
    'name-template': text,
    pack: text,
    'time-zone': text,
    parent: text,
    layer: text,
    encoding: text,
    crs: text,
    'swap-axes': flag,
    'code-strip-leading-zeros': flag,
    'code-pad': text,
    'parent-strip-leading-zeros': flag,
    'parent-pad': text,
    'merge-same-code': flag,
    'make-valid': flag,
    dissolve: text,
    by: text,
    join: text,
    'dissolve-name': text,
    edition: text,
    'edition-name': text,
    from: text,
    out: text,
    reason: text,
    'known-faults': flag,
    rule: text,
    'dry-run': flag,
    'overlaps-to': text,
    outside: text,
  } as const
  return readCommandLine(options, USAGE, own === undefined ? process.argv.slice(2) : [])
}

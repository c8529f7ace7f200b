import { type GridCodeProfile, PROFILES, type ProfileName } from '../../../geo/gridcode/profiles.ts'
import { type Recoded, renumber } from '../../../geo/gridcode/renumber.ts'
import { codeReport } from '../../../geo/gridcode/report.ts'
import { codeForm } from '../../../geo/gridcode.ts'
import { boundingBox } from '../../../geo/interior.ts'
import type { Level } from '../../../geo/types.ts'
import type { CodesOut, RenumberIn, RenumberOut } from '../../api/codes.ts'
import { Problem } from '../../errors.ts'
import type { House } from '../../house.ts'
import type { NewArea } from '../change/change.ts'
import { applyChange } from '../change/flow.ts'
import { versionOf } from '../change/store.ts'
import { type AreaRow, areasOf } from '../store.ts'

const FINDINGS_SHOWN = 2000
/** Every profile writes a number for the smallest cell. */
const SMALLEST: Level = 'micro-grid'

/**
 * Collisions and gaps of an edition's codes by the district's own profile, or another.
 * @throws Problem no-district, not-found
 */
export async function codesOf(house: House, edition: number, wanted?: ProfileName): Promise<CodesOut> {
  const own = await ownProfile(house)
  const profile = wanted === undefined ? own : PROFILES[wanted]
  const version = await versionOf(house.db, edition)
  if (version === undefined) throw new Problem('not-found', { facts: { edition } })
  const areas = await areasOf(house.db, edition)
  const findings = codeReport(profile, areas)
  const found = Map.groupBy(findings, ({ kind }) => kind)
  return {
    edition,
    version,
    own: own.name as ProfileName,
    profile: shown(profile),
    profiles: Object.values(PROFILES).map(shown),
    areas: areas.length,
    found: Object.fromEntries([...found].map(([kind, of]) => [kind, of.length])),
    findings: findings.slice(0, FINDINGS_SHOWN),
  }
}

const shown = (profile: GridCodeProfile) => ({
  name: profile.name as ProfileName,
  words: profile.words,
  source: profile.source,
  form: codeForm(profile, SMALLEST),
})

/**
 * Numbers a draft anew as one change that can be undone; children follow, and every area keeps the code it had in
 * `source.formerCode`. A dry run changes nothing.
 * @throws Problem not-found, invalid-input (with each reason), illegal-move (not a draft), stale-version
 */
export async function renumberDraft(
  house: House,
  edition: number,
  asked: RenumberIn,
  account: number | null,
): Promise<RenumberOut> {
  const version = await versionOf(house.db, edition)
  if (version === undefined) throw new Problem('not-found', { facts: { edition } })
  if (version !== asked.version) throw new Problem('stale-version', { facts: { edition, version } })
  const profile = asked.profile === undefined ? await ownProfile(house) : PROFILES[asked.profile]
  const areas = await areasOf(house.db, edition)
  const byCode = new Map(areas.map((area) => [area.code, area]))
  if (asked.under !== null && !byCode.has(asked.under)) {
    const flaw = { path: 'under', expected: 'the code of an area of this edition', got: asked.under }
    throw new Problem('invalid-input', { flaws: [flaw] })
  }
  const made = renumber(profile, areas.map(placed), asked)
  if ('refusal' in made) {
    const flaws = made.refusal.map(({ zh, en }) => ({ path: 'codes', expected: `${zh} / ${en}`, got: profile.name }))
    throw new Problem('invalid-input', { flaws })
  }
  const changes = made.changes.map((row) => ({ ...row, name: byCode.get(row.from)!.name }))
  if (asked.dryRun || changes.length === 0) return { version, dryRun: asked.dryRun, changes }
  const changed = await applyChange(
    house,
    {
      kind: 'codes',
      words: {
        zh: `重新编号 ${changes.length} 个区域（${profile.words.zh}）`,
        en: `${changes.length} areas numbered anew (${profile.words.en})`,
      },
      remove: changes.map(({ from }) => from),
      put: changes.map((row) => recoded(row, byCode.get(row.from)!)),
    },
    { edition, version, account },
  )
  return { version: changed.version, dryRun: false, changes }
}

const recoded = ({ level, from, to, parent }: Recoded, area: AreaRow): NewArea => ({
  level,
  code: to,
  name: area.name,
  parent,
  geometry: area.geometry,
  source: { ...area.source, formerCode: from },
})

const placed = ({ level, code, parent, label, geometry }: AreaRow) => ({
  level,
  code,
  parent,
  at: label,
  box: boundingBox(geometry) ?? ([label[0], label[1], label[0], label[1]] as const),
})

/** Old and new codes of an edition: every area that was numbered anew, with the code it had before. */
export async function formerCodes(house: House, edition: number): Promise<string[][]> {
  if ((await versionOf(house.db, edition)) === undefined) throw new Problem('not-found', { facts: { edition } })
  const areas = await areasOf(house.db, edition)
  return areas.flatMap(({ level, code, name, source }) =>
    typeof source.formerCode === 'string' ? [[level, source.formerCode, code, name]] : [],
  )
}

async function ownProfile(house: House): Promise<GridCodeProfile> {
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  return district.pack.gridCode
}

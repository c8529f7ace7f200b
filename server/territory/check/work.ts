import { checkAndProve, checkCoverage, type Fault, TOLERANCES } from '../../../geo/coverage.ts'
import type { Geos } from '../../../geo/geos.ts'
import { PROFILES } from '../../../geo/gridcode/profiles.ts'
import { checkCode } from '../../../geo/gridcode.ts'
import { packed, unpacked, unpackedWhenRead } from '../../../geo/packedArea.ts'
import { repair } from '../../../geo/repair/repair.ts'
import { acceptByRule, type Rule, ruleFacts } from '../../../geo/repair/rule.ts'
import { tally } from '../../../geo/repair/tally.ts'
import type { Accepted } from '../../../geo/repair/wishes.ts'
import type { Area } from '../../../geo/types.ts'
import { type CopiedAreas, packedAreasIn } from '../copiedAreas.ts'
import type { CheckTask, EditionFacts, RepairTask, Said } from './task.ts'

type Progress = (done: number, of: number) => void

/** A rule is applied again to what the last round brought to light, but not for ever. */
const ROUNDS = 4
const ONE_PROPOSAL = { snapM: 0, join: false, smallestM2: TOLERANCES.gapM2 }

/** Checks an edition and proves what it can. */
export async function check(geos: Geos, { areas, facts }: CheckTask, progress: Progress): Promise<Said> {
  // A check reads each geometry a few times; unpacked for good, 100,000 areas take as much memory again.
  const read = (await packedAreasIn(areas)).map(unpackedWhenRead)
  return { check: checked(geos, read, facts, progress) }
}

/** Computes a repair: by the proposals given, or round after round by a rule. */
export async function mend(geos: Geos, task: RepairTask, progress: Progress): Promise<Said> {
  const was = await areasIn(task.areas)
  const faults = JSON.parse(task.faults) as Fault[]
  if ('accept' in task.by) {
    const byId = new Map(faults.map((fault) => [fault.id, fault]))
    const missing = task.by.accept.find(({ fault }) => !byId.has(fault))
    if (missing !== undefined) return { unknownFault: missing.fault }
    const accepted = task.by.accept.map((proposal) => ({ fault: byId.get(proposal.fault)!, proposal }))
    const is = repair(geos, was, accepted, ONE_PROPOSAL, progress)
    return answer(geos, task, { was, is, accepted: accepted.length, progress })
  }
  const { is, accepted } = byRule(geos, { areas: was, faults, facts: task.facts }, task.by.rule, progress)
  return answer(geos, task, { was, is, accepted, progress })
}

const areasIn = async (copied: CopiedAreas): Promise<Area[]> => (await packedAreasIn(copied)).map(unpacked)

interface Faulty {
  areas: readonly Area[]
  faults: readonly Fault[]
  facts: EditionFacts
}

function byRule(geos: Geos, was: Faulty, rule: Rule, progress: Progress) {
  let is = [...was.areas]
  let { faults } = was
  let accepted = 0
  for (let round = 0; round < ROUNDS; round++) {
    const taken: Accepted[] = acceptByRule(faults, rule)
    if (round > 0 && taken.length === 0) break
    accepted += taken.length
    is = repair(geos, is, taken, ruleFacts(rule, TOLERANCES.gapM2), (done, of) =>
      progress(round * of + done, ROUNDS * of),
    )
    faults = checkCoverage(geos, is, coverageFacts(was.facts))
  }
  return { is, accepted }
}

function answer(
  geos: Geos,
  task: RepairTask,
  { was, is, accepted, progress }: { was: readonly Area[]; is: readonly Area[]; accepted: number; progress: Progress },
): Said {
  const { removed, put, before, movedM2, displacementM } = tally(geos, was, is)
  const figures = { accepted, removed, movedM2, displacementM }
  const after = task.recheck ? checked(geos, is, task.facts, progress) : null
  return { repair: { ...figures, put: put.map(packed), before: before.map(packed), check: after } }
}

function checked(geos: Geos, areas: readonly Area[], facts: EditionFacts, progress: Progress) {
  return { areas: areas.length, ...checkAndProve(geos, areas, coverageFacts(facts), progress) }
}

function coverageFacts({ districtDissolved, streetsWithUnit, profile }: EditionFacts) {
  const known = Object.values(PROFILES).find(({ name }) => name === profile)
  return {
    districtDissolved,
    ...(known !== undefined && {
      checkCode: (...asked: [Area['level'], string, string | null]) => checkCode(known, ...asked),
    }),
    ...(streetsWithUnit !== null && { streetsWithUnit: new Set(streetsWithUnit) }),
  }
}

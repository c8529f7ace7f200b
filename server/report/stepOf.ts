import type { Box } from '../../geo/types.ts'
import type { Command, MoveName } from '../api/report.ts'
import { localDay } from '../clock/localTime.ts'
import { closeDue } from '../clock/targets.ts'
import { belongsTo, isCertified, type Officer } from '../duty/officer.ts'
import type { Unit } from '../duty/unit.ts'
import { type Flaw, Problem } from '../errors.ts'
import type { District, EditionAtlas } from '../house.ts'
import type { Matter } from '../mandate/mandate.ts'
import { isFlaw, pinOf } from './position.ts'
import type { Report } from './report.ts'
import type { Step } from './step.ts'

/** A command without the version the person saw: what is wanted. */
export type Wish = { [M in MoveName]: Omit<Extract<Command, { move: M }>, 'version'> }[MoveName]

/** What commands name by code, looked up. */
export interface CommandFacts {
  district: District
  box: Box | null
  atlas: EditionAtlas | null
  units: ReadonlyMap<string, Unit>
  matters: ReadonlyMap<string, Matter>
  officers: ReadonlyMap<number, Officer>
}

/** The step a command asks for, with every code it names looked up; unknown codes are refused by name. */
export function stepOf(report: Report, wish: Wish, at: Date, facts: CommandFacts): Step | Problem {
  switch (wish.move) {
    case 'assign':
      return assignment(report, wish, at, facts)
    case 'repin': {
      const pin = pinOf(wish.position, facts.box)
      return isFlaw(pin) ? flawed(pin) : { move: 'repin', pin, reason: wish.reason }
    }
    case 'settle':
      return settlement(wish, facts)
    case 'classify': {
      const matter = facts.matters.get(wish.matter)
      if (matter === undefined) return flawed({ path: 'matter', expected: 'a matter on record', got: wish.matter })
      return { move: 'classify', matter: matter.code, category: matter.category, reason: wish.reason }
    }
    case 'reopen':
      return { ...wish, closeDue: closeDue(at, facts.district) }
    default:
      return wish
  }
}

function assignment(report: Report, wish: Wish & { move: 'assign' }, at: Date, facts: CommandFacts): Step | Problem {
  const unit = facts.units.get(wish.unit)
  if (unit === undefined) return flawed({ path: 'unit', expected: 'a unit on record', got: wish.unit })
  const step: Step = { move: 'assign', unit: { code: unit.code, parent: unit.parent }, person: wish.person ?? null }
  if (wish.person === undefined) return step
  const officer = facts.officers.get(wish.person)
  if (officer === undefined) {
    return flawed({ path: 'person', expected: 'a person on record', got: String(wish.person) })
  }
  const day = localDay(at, facts.district.timeZone)
  const units = report.owner === null ? [unit.code] : [unit.code, report.owner]
  if (!belongsTo(officer, units, day)) {
    return new Problem('not-posted', { facts: { person: officer.name, unit: unit.code, day } })
  }
  if (!isCertified(officer, day)) {
    return new Problem('not-certified', {
      facts: { person: officer.name, certifiedUntil: officer.certifiedUntil, day },
    })
  }
  return step
}

function settlement(wish: Wish & { move: 'settle' }, { atlas }: CommandFacts): Step | Problem {
  if (atlas === null) return new Problem('no-edition')
  const path = atlas.atlas.path(wish.microGrid)
  if (path?.street === undefined) {
    return flawed({
      path: 'microGrid',
      expected: 'the code of a street, or of an area inside one, in the edition in force',
      got: wish.microGrid,
    })
  }
  return { move: 'settle', edition: atlas.editionId, code: wish.microGrid, path, reason: wish.reason }
}

const flawed = (flaw: Flaw): Problem => new Problem('invalid-input', { flaws: [flaw] })

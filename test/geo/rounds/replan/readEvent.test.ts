import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { eventSchema } from '../../../../geo/rounds/replan/eventSchema.ts'
import { readEvent } from '../../../../geo/rounds/replan/readEvent.ts'

const DOCS = new URL('../../../../docs/', import.meta.url)
const jsonOf = (name: string) => JSON.parse(readFileSync(new URL(name, DOCS), 'utf8'))
const problem = Problem.parse(jsonOf('rounds-example.json'))

const away = (absence: object) => ({ kind: 'officer-away', officer: 'M1', absence })
const days = { from: '2026-03-09', to: '2026-03-13' }
const [check] = problem.checks
const added = (change: object) => ({ kind: 'checks-added', checks: [{ ...check, id: 'fresh', ...change }] })
const shop = { ...problem.premises[0], id: 'new' }
const comes = (premises: object, change: object) => ({
  ...added({ premises: 'new', ...change }),
  kind: 'premises-added',
  premises,
})
const lock = { zone: 'z1', day: '2026-03-05', half: 'morning', visits: [{ premises: 'P02', checks: ['C04'] }] }
const locks = (change: object) => ({ kind: 'round-locked', round: { ...lock, ...change } })

describe('the event file', () => {
  it('has a published schema that is up to date (vitest run with --update writes it)', async () => {
    const schema = `${JSON.stringify(eventSchema(), null, 2)}\n`
    await expect(schema).toMatchFileSnapshot(new URL('rounds-event.schema.json', DOCS).pathname)
  })

  it.each([
    jsonOf('rounds-event-example.json'),
    { kind: 'checks-dropped', checks: ['C01', 'C02'] },
    away({ from: '2026-03-09', to: '2026-03-09', half: 'morning' }),
    added({}),
    comes(shop, {}),
    locks({ officers: [{ department: 'fire', officer: 'F1' }] }),
  ])('is read where everything that it names is in the problem: $kind', (event) => {
    expect(readEvent(event, problem)).toMatchObject({ event })
  })

  it.each([
    ['no object', [], ['']],
    ['nothing', null, ['']],
    ['no kind', {}, ['kind']],
    ['no checks', { kind: 'checks-dropped', checks: [] }, ['checks']],
    ['unknown checks', { kind: 'checks-dropped', checks: ['C99', 'C01', 'C98'] }, ['checks[0]', 'checks[2]']],
    ['an unknown officer', { ...away(days), officer: 'M9' }, ['officer']],
    ['no officer', { ...away(days), officer: undefined }, ['officer']],
    ['days that are none', away({ from: '2026-02-30', to: '2026-03-13' }), ['absence.from']],
    ['an end before the beginning', away({ from: '2026-03-13', to: '2026-03-09' }), ['absence']],
    ['half a day that is none', away({ ...days, half: 'night' }), ['absence.half']],
    ['a check that is there', added({ id: 'C02' }), ['checks[0].id']],
    ['a check twice', { ...added({}), checks: [...added({}).checks, ...added({}).checks] }, ['checks[1].id']],
    ['a check at unknown premises', added({ premises: 'P99' }), ['checks[0].premises']],
    ['a check of an unknown department', added({ department: 'post' }), ['checks[0].department']],
    ['a window that ends before it begins', added({ due: '2026-03-01' }), ['checks[0]']],
    ['a time that is none', added({ serviceS: -1 }), ['checks[0].serviceS']],
    ['premises that are there', comes({ ...shop, id: 'P01' }, { premises: 'P01' }), ['premises.id']],
    ['premises of an unknown zone', comes({ ...shop, zone: 'z9' }, {}), ['premises.zone']],
    ['premises without a place', comes({ ...shop, at: undefined }, {}), ['premises.at']],
    ['a check of other premises', comes(shop, { premises: 'P02' }), ['checks[0].premises']],
    ['a round of an unknown zone', locks({ zone: 'z9' }), ['round']],
    ['a round on a day off', locks({ day: '2026-03-07' }), ['round']],
    ['a check that is locked already', locks({ visits: [{ premises: 'P04', checks: ['C09'] }] }), ['round']],
    ['a round without visits', locks({ visits: [] }), ['round.visits']],
    [
      'an unknown officer of a round',
      locks({ officers: [{ department: 'fire', officer: 'F9' }] }),
      ['round.officers[0]'],
    ],
  ])('is refused in words with %s', (_, event, paths) => {
    const read = readEvent(event, problem)
    const faults = 'faults' in read ? read.faults : []
    expect(faults.map(({ path }) => path)).toEqual(paths)
    for (const { words } of faults) {
      expect(words.zh).toMatch(/^应为.+，实为.+。未作调整，请更正后重排$/)
      expect(words.en).toMatch(/^Expected .+, got .+\. Nothing was re-planned; correct it and re-plan$/)
    }
  })

  it('cannot tell who is away where the roster is not known', () => {
    expect(readEvent(away(days), { ...problem, officers: null })).toMatchObject({ faults: [{ path: 'officer' }] })
  })
})

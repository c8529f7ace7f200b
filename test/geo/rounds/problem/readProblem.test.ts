import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merge } from '../../../../geo/rounds/merge/merge.ts'
import { MOST_IN_ZONE } from '../../../../geo/rounds/problem/premises.ts'
import { Problem } from '../../../../geo/rounds/problem/problem.ts'
import { problemSchema } from '../../../../geo/rounds/problem/problemSchema.ts'
import { type ReadProblem, readProblem } from '../../../../geo/rounds/problem/readProblem.ts'
import { WEEK } from '../judge/goodPlan.ts'
import { tripOf } from '../plainTravel.ts'
import { LARGER, type ProblemFile, randomProblem } from '../randomProblem.ts'

const DOCS = new URL('../../../../docs/', import.meta.url)
const example = (): ProblemFile => JSON.parse(readFileSync(new URL('rounds-example.json', DOCS), 'utf8'))

function read(json: unknown): ReadProblem {
  const outcome = readProblem(json)
  if ('refused' in outcome) throw new Error(outcome.refused.words.en)
  return outcome
}

const paths = ({ faults }: ReadProblem) => faults.map(({ path }) => path)
const merged = ({ problem }: ReadProblem) => merge(problem, tripOf(problem))

/** WEEK with changes to a copy. */
function week(change: (file: Loose) => void): unknown {
  const file = JSON.parse(JSON.stringify(WEEK))
  change(file)
  return file
}
type Row = Record<string, unknown>
type Loose = { [list: string]: Row[] | undefined }

describe('the problem file', () => {
  it('has a published schema that is up to date (vitest run with --update writes it)', async () => {
    const schema = `${JSON.stringify(problemSchema(), null, 2)}\n`
    await expect(schema).toMatchFileSnapshot(new URL('rounds-problem.schema.json', DOCS).pathname)
  })

  it('has an example without a fault, in which every check finds its visit', () => {
    const outcome = read(example())
    expect(outcome.faults).toEqual([])
    const { visits, unmerged } = merged(outcome)
    expect(unmerged).toEqual([])
    expect(visits.filter(({ locked }) => locked)).toHaveLength(1)
    expect(visits.length).toBeLessThan(outcome.problem.checks.length * 0.7)
  })

  it('is read as the schema reads it where every row is lawful', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const file = randomProblem(seed, LARGER)
        expect(read(file).problem).toEqual(Problem.parse(file))
      }),
      { numRuns: 20 },
    )
  })
})

describe('a field that nobody reads', () => {
  const misspelt = week((file) => {
    file.$schema = 'docs/rounds-problem.schema.json' as never
    file.officer = []
    file.constructor = [] as never
    for (const one of file.premises!.slice(0, 2)) one.hour = []
    ;(file.officers![1]!.certificates as Row[])[0]!.untill = '2027-01-01'
    file.rules = { ...(file.rules as unknown as Row), coolOfDays: 9 } as never
    file.travel = { ...(file.travel as unknown as Row), kmh: 30 } as never
  })

  it('is named once for all rows, with the fields that there are; all rows are read', () => {
    const { faults, problem } = read(misspelt)
    expect(faults.map(({ path }) => path).toSorted()).toEqual([
      'constructor',
      'officer',
      'officers[1].certificates[0].untill',
      'premises[0].hour',
      'rules.coolOfDays',
      'travel.kmh',
    ])
    const { zh, en } = faults.find(({ path }) => path === 'premises[0].hour')!.words
    expect(en).toMatch(/^Expected one of the fields id, .*hours.*, got "hour"\. It is not read \(2 times\)/)
    expect(zh).toMatch(/^应为字段 id, .*hours.* 之一，实为 "hour"。该字段未读取（共 2 处）/)
    expect(problem).toEqual(read(WEEK).problem)
  })
})

/** Each bad row, where it is named, and the planned checks that are then not in the problem. */
const BAD_ROWS: [what: string, file: unknown, named: string[], lost: string[]][] = [
  [
    'premises without position',
    week(({ premises }) => delete premises![0]!.at),
    ['premises[0].at', ...links(0, 1, 2), 'officers[3].recused[0]'],
    MILL(),
  ],
  [
    'due before release',
    week(({ checks }) => {
      checks![3]!.due = '2026-02-01'
    }),
    ['checks[3]'],
    ['inn-fire'],
  ],
  [
    'a date that does not exist',
    week(({ checks }) => {
      checks![3]!.due = '2026-04-31'
    }),
    ['checks[3].due'],
    ['inn-fire'],
  ],
  [
    'duplicate ids',
    week(({ checks }) => {
      checks!.push({ ...checks![3]!, due: '2026-03-04' })
    }),
    ['checks[9]'],
    [],
  ],
  [
    'unknown premises',
    week(({ checks }) => {
      checks![3]!.premises = 'ghost'
    }),
    ['checks[3].premises'],
    ['inn-fire'],
  ],
  [
    'unknown department',
    week(({ checks }) => {
      checks![3]!.department = 'ghost'
    }),
    ['checks[3].department'],
    ['inn-fire'],
  ],
  [
    'unknown zone',
    week(({ premises }) => {
      premises![0]!.zone = 'z9'
    }),
    ['premises[0].zone', ...links(0, 1, 2), 'officers[3].recused[0]'],
    MILL(),
  ],
  [
    'negative service',
    week(({ checks }) => {
      checks![3]!.serviceS = -5
    }),
    ['checks[3].serviceS'],
    ['inn-fire'],
  ],
  [
    'a row that is no object',
    week(({ officers }) => {
      officers!.push('Li' as never)
    }),
    ['officers[11]'],
    [],
  ],
  [
    'working days out of order',
    week((file) => {
      file.workingDays = file.workingDays!.toReversed()
    }),
    ['workingDays[1]'],
    [],
  ],
  [
    'a locked round of an unknown check',
    week(({ locked }) => {
      ;(locked![0]!.visits as Row[])[0]!.checks = ['ghost']
    }),
    ['locked[0]'],
    [],
  ],
  [
    'a locked officer who is unknown',
    week(({ locked }) => {
      ;(locked![0]!.officers as Row[])[0]!.officer = 'ghost'
    }),
    ['locked[0].officers[0]'],
    [],
  ],
  [
    'an unknown certificate',
    week(({ officers }) => {
      officers![0]!.certificates = [{ department: 'ghost' }, { department: 'fire' }]
    }),
    ['officers[0].certificates[0].department'],
    [],
  ],
  [
    'a list that is missing',
    week((file) => {
      delete file.locked
      delete file.officers
    }),
    ['officers'],
    [],
  ],
]

function MILL() {
  return ['mill-fire', 'mill-eco', 'mill-late']
}
function links(...rows: number[]) {
  return rows.map((row) => `checks[${row}].premises`)
}

describe('a bad row', () => {
  it.each(BAD_ROWS)('%s: is named, the rest is solved', (_, file, named, lost) => {
    const outcome = read(file)
    expect(paths(outcome)).toEqual(named)
    const kept = outcome.problem.checks.map(({ id }) => id)
    expect(WEEK.checks.map(({ id }) => id).filter((id) => !kept.includes(id))).toEqual(lost)
    const { visits, unmerged } = merged(outcome)
    const served = [...visits.flatMap(({ checks }) => checks), ...unmerged.map(({ check }) => check)]
    expect(served.toSorted()).toEqual(kept.toSorted())
    for (const { words } of outcome.faults) {
      expect(words.zh).toMatch(/应为.+实为.+。.+/)
      expect(words.en).toMatch(/Expected .+, got .+\. .+/)
    }
  })

  it('says what was expected, what came and what to do', () => {
    const { faults } = read(week(({ premises }) => delete premises![2]!.at))
    expect(faults[0]).toEqual({
      path: 'premises[2].at',
      id: 'shop',
      words: {
        zh: '应为 [经度, 纬度]（度，WGS84 或 CGCS2000），实为缺失。本行未参与计算，请更正后重算',
        en: 'Expected [longitude, latitude] in degrees, WGS84 or CGCS2000, got nothing. The row is left out; correct it and solve again',
      },
    })
  })

  it('no premises at all: named, nothing planned', () => {
    const outcome = read(
      week((file) => {
        file.premises = []
        file.checks = []
        file.locked = []
      }),
    )
    expect(paths(outcome)).toEqual(['premises', 'officers[3].recused[0]'])
    expect(merged(outcome)).toEqual({ visits: [], proofs: [], splits: [], unmerged: [] })
  })

  it('a matrix with holes is lawful, negatives are named and taken as no way', () => {
    const places = ['zone:z1', 'zone:z2', ...WEEK.premises.map(({ id }) => `premises:${id}`)]
    const seconds = places.map((_, a) =>
      places.map((_, b) => (a === 2 && b === 3 ? -7 : a === 4 && b === 5 ? null : 300)),
    )
    const outcome = read(
      week((file) => {
        file.travel = { kind: 'table', places, seconds } as never
      }),
    )
    expect(paths(outcome)).toEqual(['travel.seconds[2][3]'])
    expect(outcome.problem.travel).toMatchObject({ kind: 'table' })
    const short = read(
      week((file) => {
        file.travel = { kind: 'table', places, seconds: seconds.slice(0, 3) } as never
      }),
    )
    expect(paths(short)).toContain('travel.seconds')
  })

  it('more than 31 departments: those after are named with their checks', () => {
    const outcome = read(
      week((file) => {
        const more = Array.from({ length: 30 }, (_, k) => ({ code: `more${k}`, name: `部门${k}` }))
        file.departments = [...more, ...file.departments!]
      }),
    )
    expect(outcome.problem.departments).toHaveLength(31)
    expect(paths(outcome)).toEqual(expect.arrayContaining(['departments[31]', 'departments[32]']))
  })

  it('a department without certified officers: named, its checks left out because of officers, the others served', () => {
    const outcome = read(
      week((file) => {
        file.officers = file.officers!.filter(({ id }) => !String(id).startsWith('e'))
      }),
    )
    expect(paths(outcome)).toEqual(['departments[2]'])
    const { unmerged, visits } = merged(outcome)
    expect(unmerged.map(({ check, because }) => [check, because.map(({ kind }) => kind)])).toEqual([
      ['mill-eco', ['officers']],
      ['farm-eco', ['officers']],
      ['far-eco', ['half-day-length']],
    ])
    expect(visits.flatMap(({ checks }) => checks)).toContain('mill-fire')
  })

  it('a window on holidays only, and a shift shorter than the service: reasons of merging', () => {
    const outcome = read(
      week(({ checks }) => {
        Object.assign(checks![3]!, { release: '2026-03-07', due: '2026-03-08' })
        checks![5]!.serviceS = 20_000
        checks![6]!.serviceS = 20_000
      }),
    )
    expect(outcome.faults).toEqual([])
    const reasons = new Map(
      merged(outcome).unmerged.map(({ check, because }) => [check, because.map(({ kind }) => kind)]),
    )
    expect(reasons.get('inn-fire')).toEqual(['window'])
    expect(reasons.get('farm-eco')).toEqual(['half-day-length'])
  })

  it('100,000 premises in 25 zones, every hundredth without position: each named, the rest merged', () => {
    const at = (k: number) => (k % 100 === 0 ? undefined : [117.7 + (k % 300) / 2000, 26.35 + (k % 170) / 1700])
    const many = week((file) => {
      file.premises = Array.from({ length: 100_000 }, (_, k) => ({
        id: `p${k}`,
        name: `企业${k}`,
        at: at(k),
        zone: `many-${k % 25}`,
      }))
      file.zones = Array.from({ length: 25 }, (_, k) => ({ ...WEEK.zones[0]!, id: `many-${k}` }))
      file.checks = file.premises.map(({ id }) => ({ ...WEEK.checks[3]!, id: `c-${id}`, premises: id }))
      file.officers = WEEK.officers as never
      file.locked = []
    })
    const outcome = read(many)
    const rows = outcome.faults.filter(({ path }) => !path.startsWith('officers'))
    expect(rows).toHaveLength(2000)
    expect(merge(outcome.problem, () => ({ thereS: 600, backS: 600 })).visits).toHaveLength(99_000)
  })

  it('more premises than a zone may have: those after are named with what is planned there, the rest merged', () => {
    const many = week((file) => {
      file.premises = Array.from({ length: MOST_IN_ZONE + 2 }, (_, k) => ({ ...WEEK.premises[0]!, id: `p${k}` }))
      file.checks = file.premises.map(({ id }) => ({ ...WEEK.checks[3]!, id: `c-${id}`, premises: id }))
      file.officers = []
      file.locked = []
    })
    const outcome = read(many)
    expect(paths(outcome).filter((path) => !path.startsWith('departments'))).toEqual([
      'premises[5000]',
      'premises[5001]',
      'checks[5000].premises',
      'checks[5001].premises',
    ])
    expect(outcome.faults[0]!.words.en).toContain('5000 premises at most in a zone')
    expect(outcome.problem.premises).toHaveLength(MOST_IN_ZONE)
  })
})

describe('a file that is refused', () => {
  it.each([
    [
      'positions of another datum',
      week((file) => {
        file.crs = 'GCJ-02' as never
      }),
      'crs',
    ],
    [
      'rules that cannot be',
      week((file) => {
        ;(file.rules as unknown as Row).officersPerDepartment = 0
      }),
      'rules.officersPerDepartment',
    ],
    [
      'no way to travel',
      week((file) => {
        delete file.travel
      }),
      'travel',
    ],
    ['no object', [], ''],
    ['nothing', null, ''],
  ])('%s', (_, file, path) => {
    const outcome = readProblem(file)
    expect(outcome).toMatchObject({ refused: { path } })
  })

  it.each([
    ['officersPerDepartment', 0, 'Expected a whole number from 1 to 20, got 0. Correct it and solve again'],
    ['service', { baseS: 900, share: 2 }, 'Expected a number from 0 to 1, got 2. Correct it and solve again'],
    [
      'halfDays',
      { morning: { from: '08:00', to: '15:00' }, afternoon: { from: '14:00', to: '18:00' } },
      /^Expected two half-days, the morning ending before the afternoon begins, got /,
    ],
  ])('says what %s must be', (rule, value, words) => {
    const file = week((loose) => {
      ;(loose.rules as unknown as Row)[rule] = value
    })
    expect(readProblem(file)).toMatchObject({ refused: { words: { en: expect.stringMatching(words) } } })
  })
})

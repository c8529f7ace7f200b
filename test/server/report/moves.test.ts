import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Place } from '../../../geo/types.ts'
import { State } from '../../../server/api/terms.ts'
import { Problem } from '../../../server/errors.ts'
import { type Actor, SYSTEM } from '../../../server/report/actor.ts'
import { nextJob } from '../../../server/report/commit.ts'
import { move, unchanged } from '../../../server/report/move.ts'
import { MOVES, movesOf } from '../../../server/report/moves.ts'
import { type Change, NOWHERE, type Report, UNASSIGNED, UNOWNED } from '../../../server/report/report.ts'
import type { Routed, Step } from '../../../server/report/step.ts'

const CENTRE = 'centre'
const operator: Actor = { account: 1, role: 'operator', units: [CENTRE] }
const officer: Actor = { account: 2, role: 'officer', units: ['team', 'street'] }
const stranger: Actor = { account: 3, role: 'officer', units: ['elsewhere'] }
const leader: Actor = { account: 4, role: 'leader', units: [CENTRE] }

const received: Report = {
  id: 1,
  state: 'received',
  hold: null,
  version: 1,
  observedAt: new Date('2026-03-02T00:00:00Z'),
  receivedAt: new Date('2026-03-02T00:00:00Z'),
  localDay: '2026-03-02',
  givenCrs: 'wgs84',
  givenX: 117.79,
  givenY: 26.39,
  lon: 117.79,
  lat: 26.39,
  accuracyM: 5,
  h3: '8a',
  category: 'general',
  matter: null,
  ...NOWHERE,
  ...UNOWNED,
  ...UNASSIGNED,
  responsible: CENTRE,
  dispatchDue: new Date('2026-03-03T00:00:00Z'),
  closeDue: new Date('2026-03-09T15:59:59Z'),
}
const basis = { kind: 'mandate' as const, words: { zh: '因', en: 'why' }, clause: '五(三)' }
const path = { district: 'd', street: 'street', community: 'c', grid: 'g', 'micro-grid': 'm' }
const rival = { code: 'n', path: { ...path, 'micro-grid': 'n' }, distanceM: 3 }
const pin = { crs: 'gcj02', x: 117.8, y: 26.4, accuracyM: 9, lon: 117.79, lat: 26.4, h3: '8b' }

/** Steps that lead on come more often, or nothing would ever be closed. */
const forward = (step: Step) => ({ arbitrary: fc.constant(step), weight: 4 })
const steps: fc.Arbitrary<Step> = fc.oneof(
  forward({
    move: 'locate',
    edition: 1,
    place: { kind: 'located', code: 'm', path, borderM: 4, rivals: [rival] },
  }),
  fc.constant<Step>({ move: 'locate', edition: 1, place: { kind: 'unlocated', nearest: rival } }),
  forward({
    move: 'route',
    verdict: { kind: 'routed', owner: 'street', basis, mode: 'joint', zone: 'z', zoneChief: 7 },
  }),
  fc.constant<Step>({ move: 'route', verdict: { kind: 'ambiguous', basis } }),
  fc.constant<Step>({ move: 'route', verdict: { kind: 'triage', basis } }),
  fc.constant<Step>({ move: 'relocate' }),
  fc.record({
    move: fc.constant('edition' as const),
    edition: fc.constant(2),
    name: fc.constant('新版'),
    was: fc.constant(1),
    place: fc.constantFrom<Place>(
      { kind: 'located', code: 'n', path: rival.path, borderM: 2, rivals: [] },
      { kind: 'unlocated', nearest: null },
    ),
    settled: fc.boolean(),
    stays: fc.constantFrom<Routed | null>(
      { kind: 'routed', owner: 'street', basis, mode: 'joint', zone: null, zoneChief: null },
      null,
    ),
  }),
  fc.constantFrom<Step>(
    { move: 'assign', unit: { code: 'team', parent: 'street' }, person: 5 },
    { move: 'assign', unit: { code: 'street', parent: null }, person: null },
    { move: 'assign', unit: { code: 'elsewhere', parent: null }, person: null },
  ),
  forward({ move: 'assign', unit: { code: 'team', parent: 'street' }, person: null }),
  forward({ move: 'close', result: '已办' }),
  fc.constantFrom<Step>({ move: 'recall' }, { move: 'accept' }, { move: 'return', reason: '不属于' }),
  fc.constantFrom<Step>(
    { move: 'close', result: '办结' },
    { move: 'reopen', reason: '复发', closeDue: new Date('2026-04-01T00:00:00Z') },
  ),
  fc.constantFrom<Step>(
    { move: 'repin', pin, reason: '移动' },
    { move: 'settle', edition: 1, code: 'n', path: rival.path, reason: '核实' },
    { move: 'classify', matter: 'M', category: 'market', reason: '补充' },
  ),
)
const actors = fc.constantFrom(operator, officer, SYSTEM, SYSTEM, SYSTEM, SYSTEM, stranger, leader)
const sequences = fc.array(fc.tuple(steps, actors), { minLength: 5, maxLength: 60 })

/** Takes every step that is not refused. */
function lived(taken: readonly (readonly [Step, Actor])[], each?: (before: Change, after: Change) => void): Change {
  let change = unchanged(received)
  for (const [index, [step, by]] of taken.entries()) {
    const next = move(change, step, { at: new Date(Date.UTC(2026, 2, 2, 1, 0, index)), by, centre: CENTRE })
    if (next instanceof Problem) continue
    each?.(change, next)
    change = next
  }
  return change
}

function lawful({ state, hold, owner, responsible, assignedUnit, street, basis: why, closedAt, acceptedAt }: Report) {
  expect(State.options).toContain(state)
  expect(responsible).toBeTruthy()
  expect(responsible).toBe(state === 'dispatched' || state === 'closed' ? assignedUnit : CENTRE)
  if (hold === 'unlocated') expect(state).toBe('received')
  if (hold === 'ambiguous' || hold === 'triage') expect(state).toBe('located')
  const routed = ['routed', 'dispatched', 'closed'].includes(state)
  expect(owner !== null).toBe(routed)
  if (routed) expect([hold, street !== null, why !== null]).toEqual([null, true, true])
  expect(assignedUnit !== null).toBe(state === 'dispatched' || state === 'closed')
  expect(closedAt !== null).toBe(state === 'closed')
  if (acceptedAt !== null) expect(['dispatched', 'closed']).toContain(state)
  // Whatever is left waits for a person, or has a job to come.
  if (state === 'received' || state === 'located') {
    expect(hold !== null).toBe(nextJob({ state, hold }) === null)
  }
}

describe('any sequence of steps', () => {
  it('leaves a lawful report with one event and one version a step', () => {
    const reached = new Set<string>()
    fc.assert(
      fc.property(sequences, (sequence) => {
        const end = lived(sequence, (before, after) => {
          lawful(after.report)
          expect(after.report.version).toBe(before.report.version + 1)
          expect(after.events.length).toBe(before.events.length + 1)
          const event = after.events.at(-1)!
          expect([event.seq, event.from, event.to]).toEqual([
            after.report.version,
            before.report.state,
            after.report.state,
          ])
          reached.add(after.report.hold ?? after.report.state)
        })
        expect(end.was).toBe(1)
      }),
      { numRuns: 2000 },
    )
    // The model really goes everywhere.
    expect([...reached].sort()).toEqual(
      ['received', 'located', 'routed', 'dispatched', 'closed', 'unlocated', 'ambiguous', 'triage'].sort(),
    )
  })

  it('is told by its events: taking them again gives the same row', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        const { report, events } = lived(sequence)
        const again = events.reduce((change, { kind, facts, at, account }) => {
          const by = [operator, officer, stranger, leader, SYSTEM].find((actor) => actor.account === account)!
          const next = move(change, { move: kind, ...facts } as Step, { at, by, centre: CENTRE })
          if (next instanceof Problem) throw next
          return next
        }, unchanged(received))
        expect(again.report).toEqual(report)
      }),
      { numRuns: 1000 },
    )
  })

  it('only goes where the table says, by whom the table says', () => {
    fc.assert(
      fc.property(sequences, steps, actors, (sequence, step, by) => {
        const before = lived(sequence)
        const open = movesOf(before.report, by)
        const after = move(before, step, { at: new Date(), by, centre: CENTRE })
        if (!(after instanceof Problem)) expect(open).toContain(step.move)
        else if (open.includes(step.move)) expect(after.code).toBe('not-the-owner')
        if (by === leader) expect(open).toEqual([])
        if (by === stranger && before.report.assignedUnit !== 'elsewhere') expect(open).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})

it('every rule of the table leads somewhere legal and none stands twice', () => {
  const keys = MOVES.flatMap(({ move: name, from, holds }) => holds.map((hold) => `${name} ${from} ${hold}`))
  expect(new Set(keys).size).toBe(keys.length)
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresOf } from '../../../geo/zoning/figures.ts'
import { propose } from '../../../geo/zoning/propose.ts'
import { ORDERS } from '../../../geo/zoning/score.ts'
import type { Proposal, ZoningProblem } from '../../../geo/zoning/zoning.ts'
import { best, everyDivision, keepsRules } from './brute.ts'
import { board, smallBoard } from './maps.ts'

const SLACK = 15
const proposed = (problem: ZoningProblem, seed = 1): Proposal => {
  const made = propose(problem, { seed, slack: SLACK })
  if ('refusal' in made) throw new Error(made.refusal.map(({ en }) => en).join('; '))
  return made
}

describe('zones proposed for up to 16 streets', () => {
  it('are exactly the best of the brute force, by every order, and keep every rule', () => {
    let made = 0
    fc.assert(
      fc.property(smallBoard, (problem) => {
        const all = everyDivision(problem)
        const proposal = propose(problem, { seed: 1, slack: SLACK })
        if ('refusal' in proposal) {
          expect(all).toEqual([])
          return
        }
        made++
        const first = best(all, ORDERS.balance)
        const within = all.filter(({ score }) => score.deviation <= first.deviation + SLACK)
        for (const { kind, division, score, figures } of proposal.alternatives) {
          expect(keepsRules(problem, division)).toBe(true)
          expect(figures.score).toEqual(score)
          expect(figures.zones.every(({ pieces }) => pieces === 1)).toBe(true)
          expect(figures.zones.flatMap(({ streets }) => streets).sort((a, b) => a - b)).toEqual([
            ...problem.streets.keys(),
          ])
          if (kind === 'second') continue
          const order = ORDERS[kind]
          const wanted = best(kind === 'balance' ? all : within, order)
          expect(order.map((name) => score[name])).toEqual(order.map((name) => wanted[name]))
        }
      }),
      { numRuns: 400 },
    )
    expect(made).toBeGreaterThan(100)
  })

  it('offer two or three different divisions wherever the rules leave more than one', () => {
    fc.assert(
      fc.property(smallBoard, (problem) => {
        const proposal = propose(problem, { seed: 1, slack: 1000 })
        if ('refusal' in proposal) return
        const shapes = new Set(proposal.alternatives.map(({ division }) => canonical(division)))
        expect(shapes.size).toBe(proposal.alternatives.length)
        expect(shapes.size).toBeLessThanOrEqual(3)
        expect(shapes.size).toBeGreaterThanOrEqual(Math.min(2, everyDivision(problem).length))
      }),
      { numRuns: 150 },
    )
  })

  it('divide a board of 4 × 3 into four, proven, in words of both languages', () => {
    const problem = board(4, 3, { zones: 4, seed: 5, today: [...'AABBAABBCCDD'] })
    const { alternatives, proof } = proposed(problem)
    expect(proof.kind).toBe('exact')
    expect(alternatives.length).toBeGreaterThanOrEqual(2)
    for (const { words } of alternatives) {
      expect(words[0]!.zh).toContain('已证明')
      for (const { zh, en } of words) expect(zh.length * en.length).toBeGreaterThan(0)
    }
    const [first, second] = alternatives
    expect(second!.score.border * 1e6 + second!.score.moved).not.toBe(first!.score.border * 1e6 + first!.score.moved)
  })

  it('reports how far it has come', () => {
    const parts: number[] = []
    propose(board(4, 3, { zones: 3 }), { seed: 1, slack: SLACK, onProgress: (part) => parts.push(part) })
    expect(parts.length).toBeGreaterThan(10)
    expect(parts).toEqual(parts.toSorted((a, b) => a - b))
    expect(parts.at(-1)).toBeLessThanOrEqual(1 + 1e-9)
  })
})

const canonical = (division: readonly number[]) => {
  const names = new Map<number, number>()
  return division.map((zone) => names.get(zone) ?? names.set(zone, names.size).get(zone)).join()
}

describe('zones proposed for more streets', () => {
  const wide = board(5, 4, { zones: 4, seed: 3, today: Array.from({ length: 20 }, (_, at) => 'ABCD'[at % 5] ?? 'A') })

  it('are contiguous partitions that keep the rules, never better than the floor', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 2, max: 5 }), (seed, zones) => {
        const problem = board(6, 3, {
          seed,
          zones,
          constraints: { minStreets: 2, locks: [{ street: 0, zone: 'A' }], apart: [[0, 17]], together: [[3, 4]] },
        })
        const { alternatives, proof } = proposed(problem, seed)
        for (const { division, score } of alternatives) {
          expect(keepsRules(problem, division)).toBe(true)
          expect(score.deviation).toBeGreaterThanOrEqual(proof.kind === 'search' ? proof.floor : 0)
        }
      }),
      { numRuns: 4 },
    )
  })

  it('are the same for the same seed', () => {
    const divisions = (seed: number) => proposed(wide, seed).alternatives.map(({ division }) => canonical(division))
    expect(divisions(7)).toEqual(divisions(7))
  })

  it('come close to what is proven best on a board that both can do', () => {
    const many = proposed(board(6, 3, { zones: 3, seed: 11 }))
    expect(many.proof.kind).toBe('search')
    expect(many.alternatives[0]!.score.deviation).toBeLessThanOrEqual(5)
    expect(many.alternatives[0]!.words[0]!.zh).toContain('未证明')
  })
})

describe('a district that cannot be divided as asked', () => {
  const refusal = (problem: ZoningProblem) => {
    const made = propose(problem, { seed: 1, slack: SLACK })
    return 'refusal' in made ? made.refusal.map(({ en }) => en).join('; ') : 'divided'
  }

  it('is refused with the reason', () => {
    expect(refusal(board(2, 2, { zones: 5 }))).toContain('1 to 4')
    expect(refusal(board(2, 2, { chosen: [] }))).toContain('at least one load')
    expect(refusal(board(2, 2, { constraints: { minStreets: 3 } }))).toContain('do not make')
    expect(refusal(board(2, 2, { chosen: [{ load: 'residents', weight: 1 }] }))).toContain('residents')
    expect(refusal(board(2, 2, { constraints: { together: [[0, 1]], apart: [[1, 0]] } }))).toContain('both together')
    expect(refusal(board(4, 1, { borders: [] }))).toContain('4 unconnected parts')
    expect(
      refusal(board(3, 1, { constraints: { locks: [0, 1, 2].map((street) => ({ street, zone: `Z${street}` })) } })),
    ).toContain('more than 2')
    expect(refusal(board(3, 1, { constraints: { together: [[0, 2]], apart: [[0, 1]] } }))).toContain('was tried')
  })

  it('is divided once the parts are declared joined', () => {
    const islands = board(4, 1, {
      borders: [
        { a: 0, b: 1, metres: 5 },
        { a: 2, b: 3, metres: 5 },
      ],
      zones: 1,
    })
    expect(refusal(islands)).toContain('unconnected')
    expect(refusal({ ...islands, borders: [...islands.borders, { a: 1, b: 2, metres: 0 }] })).toBe('divided')
  })
})

describe('figures of a division that a person made', () => {
  it('show torn zones and shares that add up', () => {
    const problem = board(3, 1, { zones: 2 })
    const { zones } = figuresOf(problem, [0, 1, 0])
    expect(zones.map(({ pieces }) => pieces)).toEqual([2, 1])
    expect(zones.reduce((sum, { loads }) => sum + loads[0]!.share, 0)).toBeCloseTo(1, 12)
    expect(zones.map(({ insideM, outsideM }) => [insideM, outsideM])).toEqual([
      [2000, 6000],
      [2000, 2000],
    ])
  })
})

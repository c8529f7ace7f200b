import { describe, expect, it } from 'vitest'
import { buildTree, leavesOf } from '../../geo/tree.ts'
import type { Area, Level } from '../../geo/types.ts'

const area = (level: Level, code: string, parent: string | null): Area => ({
  level,
  code,
  name: code,
  parent,
  geometry: { type: 'Polygon', coordinates: [] },
})

describe('the tree of areas', () => {
  it('orders leaves by their path, not by their own code', () => {
    const tree = buildTree([
      area('grid', 'a', 's2'),
      area('grid', 'z', 's1'),
      area('street', 's2', 'd'),
      area('street', 's1', 'd'),
      area('district', 'd', null),
    ])
    expect(leavesOf(tree).map(({ code }) => code)).toEqual(['z', 'a'])
    expect(tree.path('z')).toEqual({ district: 'd', street: 's1', grid: 'z' })
  })

  it('takes the smallest level that exists at each place', () => {
    const tree = buildTree([area('street', 's1', null), area('street', 's2', null), area('grid', 'g', 's1')])
    expect(leavesOf(tree).map(({ code }) => code)).toEqual(['g', 's2'])
    expect(tree.roots.map(({ code }) => code)).toEqual(['s1', 's2'])
  })

  it('ends a path at a parent that is not in the table', () => {
    const tree = buildTree([area('street', 's', 'not-imported-yet')])
    expect(tree.path('s')).toEqual({ street: 's' })
    expect(tree.roots.map(({ code }) => code)).toEqual(['s'])
  })

  it('refuses a code that stands twice', () => {
    expect(() => buildTree([area('street', 's', null), area('grid', 's', null)])).toThrow('s stands twice')
  })

  it('refuses a parent of the same or a lower level, and so every circle', () => {
    expect(() => buildTree([area('street', 'a', 'b'), area('street', 'b', 'a')])).toThrow(RangeError)
    expect(() => buildTree([area('street', 'a', 'g'), area('grid', 'g', null)])).toThrow('g is a grid')
    expect(() => buildTree([area('street', 'a', 'a')])).toThrow(RangeError)
  })
})

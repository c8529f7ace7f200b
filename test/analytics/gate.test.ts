import { expect, it } from 'vitest'
import { gate } from '../../analytics/gate.ts'

it('lets so many run at once, in order, and goes on after a failure', async () => {
  const through = gate(2)
  const begun: number[] = []
  let inside = 0
  let most = 0
  const releases: (() => void)[] = []
  const works = Array.from({ length: 6 }, (_, index) =>
    through(async () => {
      begun.push(index)
      most = Math.max(most, ++inside)
      await new Promise<void>((go) => releases.push(go))
      inside--
      if (index === 1) throw new Error('failed')
      return index
    }),
  )
  const settled = Promise.allSettled(works)
  while (begun.length < 6 || releases.length > 0) {
    releases.shift()?.()
    await new Promise((go) => setImmediate(go))
  }
  expect((await settled).map((one) => (one.status === 'fulfilled' ? one.value : one.status))).toEqual([
    0,
    'rejected',
    2,
    3,
    4,
    5,
  ])
  expect(begun).toEqual([0, 1, 2, 3, 4, 5])
  expect(most).toBe(2)
})

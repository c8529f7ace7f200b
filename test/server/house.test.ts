import { describe, expect, it } from 'vitest'
import { sql } from '../../server/db.ts'
import { testHouse } from '../house.ts'

describe('the test house', () => {
  it('stands on a migrated database with running jobs and a clock that is set', async () => {
    const { house, setNow, close } = await testHouse({ now: '2026-01-01T00:00:00Z' })
    try {
      expect(await house.db.rows(sql`select * from report`)).toEqual([])
      expect(await house.district()).toBeNull()
      expect(await house.atlas()).toBeNull()
      expect(house.now().toISOString()).toBe('2026-01-01T00:00:00.000Z')
      setNow('2026-02-01T00:00:00Z')
      expect(house.now().toISOString()).toBe('2026-02-01T00:00:00.000Z')

      const got = new Promise((resolve) => {
        void house.jobs.work('report.locate', 10, async (jobs) => resolve(jobs))
      })
      await house.db.transaction((tx) => house.jobs.send(tx, 'report.locate', { reports: [7] }))
      expect(await got).toEqual([{ reports: [7] }])
    } finally {
      await close()
    }
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfDay, localDay, plusDays, startOfDay } from '../../../server/clock/localTime.ts'
import { closeDue, dispatchDue } from '../../../server/clock/targets.ts'
import { addWorkingDays, isWorkingDay } from '../../../server/clock/workingDays.ts'
import { plain } from '../../../server/pack/plain.ts'
import { shaxian } from '../../../server/pack/shaxian.ts'

const china = { timeZone: 'Asia/Shanghai', pack: shaxian }
const chicago = { timeZone: 'America/Chicago', pack: plain }

describe('working days in China', () => {
  // 国办发明电〔2023〕7号: the Spring Festival of 2024 was 10 to 17 February, with 4 and 18 February worked.
  it.each([
    ['2024-02-04', true],
    ['2024-02-10', false],
    ['2024-02-16', false],
    ['2024-02-17', false],
    ['2024-02-18', true],
    ['2024-02-19', true],
    ['2024-10-12', true],
  ])('%s is worked: %s', (day, worked) => {
    expect(isWorkingDay(day, 'china')).toBe(worked)
  })

  it('are not known before a year is decreed', () => {
    expect(isWorkingDay('2027-10-01', 'china')).toBeUndefined()
    expect(isWorkingDay('2003-10-01', 'china')).toBeUndefined()
    expect(addWorkingDays('2026-12-25', 5, 'china')).toBeNull()
    expect(addWorkingDays('2026-12-24', 5, 'china')).toBe('2026-12-31')
  })

  it('count make-up days and skip the festival', () => {
    expect(addWorkingDays('2024-02-03', 1, 'china')).toBe('2024-02-04')
    expect(addWorkingDays('2024-02-08', 3, 'china')).toBe('2024-02-19')
  })
})

it('weekdays know Saturdays and Sundays only', () => {
  expect(addWorkingDays('2024-12-24', 1, 'weekdays')).toBe('2024-12-25')
  expect(addWorkingDays('2024-12-27', 1, 'weekdays')).toBe('2024-12-30')
  expect(addWorkingDays('2027-10-01', 1, 'weekdays')).toBe('2027-10-04')
})

describe('targets', () => {
  it('are a day of hours for dispatch and the end of the fifth working day for closing', () => {
    const received = new Date('2024-02-08T16:30:00Z')
    expect(localDay(received, 'Asia/Shanghai')).toBe('2024-02-09')
    expect(dispatchDue(received, china).toISOString()).toBe('2024-02-09T16:30:00.000Z')
    // 18, 19, 20, 21, 22 February
    expect(closeDue(received, china)?.toISOString()).toBe('2024-02-22T15:59:59.000Z')
  })

  it('are pending where the calendar is not decreed', () => {
    expect(closeDue(new Date('2026-12-30T02:00:00Z'), china)).toBeNull()
  })

  it('are counted again as they were the first time, whatever was done with that answer', () => {
    const received = new Date('2024-02-08T16:30:00Z')
    closeDue(received, china)!.setTime(0)
    expect(closeDue(received, china)?.toISOString()).toBe('2024-02-22T15:59:59.000Z')
    const sooner = { ...china, pack: { ...shaxian, targets: { ...shaxian.targets, closeWorkingDays: 1 } } }
    expect(closeDue(received, sooner)?.toISOString()).toBe('2024-02-18T15:59:59.000Z')
    expect(closeDue(received, { ...china, timeZone: 'UTC' })?.toISOString()).toBe('2024-02-21T23:59:59.000Z')
  })

  it('end with the local day on days of 23 and of 25 hours', () => {
    expect(closeDue(new Date('2024-03-04T18:00:00Z'), chicago)?.toISOString()).toBe('2024-03-12T04:59:59.000Z')
    expect(endOfDay('2024-03-10', 'America/Chicago').toISOString()).toBe('2024-03-11T04:59:59.000Z')
    expect(startOfDay('2024-11-03', 'America/Chicago').toISOString()).toBe('2024-11-03T05:00:00.000Z')
    expect(endOfDay('2024-11-03', 'America/Chicago').toISOString()).toBe('2024-11-04T05:59:59.000Z')
  })
})

const zones = fc.constantFrom('Asia/Shanghai', 'America/Chicago', 'America/Sao_Paulo', 'Africa/Cairo', 'Pacific/Apia')
const instants = fc.date({ min: new Date('1995-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })

it('a day begins at its first instant where a clock change skips midnight, brings it twice or skips the day', () => {
  for (const [day, zone, start] of [
    ['2003-10-19', 'America/Sao_Paulo', '2003-10-19T03:00:00.000Z'],
    ['2003-02-16', 'America/Sao_Paulo', '2003-02-16T03:00:00.000Z'],
    ['1999-09-24', 'Asia/Amman', '1999-09-23T21:00:00.000Z'],
    ['2010-09-26', 'Pacific/Apia', '2010-09-26T11:00:00.000Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ] as const) {
    expect([day, startOfDay(day, zone).toISOString()]).toEqual([day, start])
    expect(localDay(new Date(Date.parse(start) - 1), zone) < day).toBe(true)
  }
})

it('every instant lies within its own local day', () => {
  fc.assert(
    fc.property(instants, zones, (at, zone) => {
      const day = localDay(at, zone)
      expect(startOfDay(day, zone).getTime()).toBeLessThanOrEqual(at.getTime())
      expect(startOfDay(plusDays(day, 1), zone).getTime()).toBeGreaterThan(at.getTime())
      expect(localDay(startOfDay(day, zone), zone)).toBe(day)
    }),
    { numRuns: 500 },
  )
})

it('adding working days never goes back, lands on a working day, and adds up', () => {
  const days = fc.integer({ min: 0, max: 8000 }).map((n) => plusDays('2004-01-01', n))
  fc.assert(
    fc.property(days, fc.nat({ max: 8 }), fc.nat({ max: 8 }), (day, a, b) => {
      const once = addWorkingDays(day, a + b, 'china')
      const first = addWorkingDays(day, a, 'china')
      const twice = first === null ? null : addWorkingDays(first, b, 'china')
      expect(twice).toBe(once)
      if (once !== null && a + b > 0) expect([once > day, isWorkingDay(once, 'china')]).toEqual([true, true])
    }),
  )
})

import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'

const travel = (env: Record<string, string>) => readConfig([], env).travel

describe('the variables of travel', () => {
  it('mean straight lines where none is set, and each source with its own', () => {
    expect(travel({})).toEqual({ kind: 'straight-line', circuity: 1.32, kmPerHour: 22, minutesPerStop: 0 })
    expect(travel({ TRAVEL_KMH: '30', TRAVEL_STOP_MINUTES: '2.5' })).toMatchObject({
      kmPerHour: 30,
      minutesPerStop: 2.5,
    })
    const url = 'http://osrm.intranet:5000/road'
    expect(travel({ TRAVEL_KIND: 'osrm', TRAVEL_URL: url })).toEqual({ kind: 'osrm', url, profile: 'driving' })
    expect(travel({ TRAVEL_KIND: 'valhalla', TRAVEL_URL: url, TRAVEL_PROFILE: 'bicycle' })).toMatchObject({
      profile: 'bicycle',
    })
    expect(travel({ TRAVEL_KIND: 'csv', TRAVEL_FILE: '/data/pairs.csv' })).toEqual({
      kind: 'csv',
      file: '/data/pairs.csv',
    })
  })

  it.each([
    [{ TRAVEL_KIND: 'google' }, 'TRAVEL_KIND must be straight-line, osrm, valhalla or csv.'],
    [{ TRAVEL_KIND: 'osrm' }, 'TRAVEL_KIND osrm needs a TRAVEL_URL.'],
    [{ TRAVEL_KIND: 'osrm', TRAVEL_URL: 'osrm:5000' }, 'TRAVEL_URL must look like http://host:5000.'],
    [
      { TRAVEL_URL: 'http://osrm:5000' },
      'TRAVEL_URL is set but TRAVEL_KIND is straight-line: make it osrm or valhalla.',
    ],
    [{ TRAVEL_KIND: 'csv' }, 'TRAVEL_KIND csv needs a TRAVEL_FILE.'],
    [{ TRAVEL_PROFILE: 'a/b' }, 'TRAVEL_PROFILE must be one word, such as driving.'],
    [{ TRAVEL_KMH: '0' }, 'TRAVEL_KMH must be a number from 1 to 200.'],
    [{ TRAVEL_CIRCUITY: 'much' }, 'TRAVEL_CIRCUITY must be a number from 1 to 10.'],
    [{ TRAVEL_STOP_MINUTES: '-3' }, 'TRAVEL_STOP_MINUTES must be a number from 0 to 120.'],
  ])('%o is refused in words', (env, words) => {
    expect(() => travel(env)).toThrow(words)
  })
})

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { digest, files } from '../../demo/files.ts'
import { generate } from '../../demo/generate.ts'
import { CLUSTER_PLANS } from '../../demo/year/clusters.ts'
import { buildAtlas } from '../../geo/atlas.ts'
import { toWgs84 } from '../../geo/crs.ts'

const LAST_DAY = '2026-03-15'
const set = generate({ seed: 11, lastDay: LAST_DAY })
const end = Date.parse('2026-03-16T00:00:00+08:00')

describe('the demo data set', { timeout: 180_000 }, () => {
  it('has 93 seconded people with 113 postings from 16 departments, 26–30 in every zone', () => {
    const inZones = set.postings.filter(({ zone }) => zone !== null)
    const who = new Set(inZones.map(({ person }) => person))
    expect([inZones.length, who.size]).toEqual([113, 93])
    expect(new Set(set.people.filter(({ key }) => who.has(key)).map(({ unit }) => unit)).size).toBe(16)
    for (const { code, chiefs } of set.zones) {
      const here = inZones.filter(({ zone }) => zone === code)
      expect(here.length).toBeGreaterThanOrEqual(26)
      expect(here.length).toBeLessThanOrEqual(30)
      expect(new Set(here.map(({ person }) => person)).size).toBe(here.length)
      const leading = here.filter(({ role }) => role !== 'officer').map(({ role, person }) => [role, unitOf(person)])
      expect(leading).toEqual([
        ['zone-chief', chiefs],
        ['coordinator', chiefs],
      ])
    }
  })

  it('gives every street at least two qualified officers and one legal reviewer, with masked phones', () => {
    for (const { code } of set.units.filter(({ kind }) => kind === 'street')) {
      const team = set.people.filter(({ unit, certificate }) => unit === `${code}-team` && certificate !== null)
      expect(team.length).toBeGreaterThanOrEqual(2)
      expect(set.postings.filter(({ role, unit }) => role === 'reviewer' && unit === code)).toHaveLength(1)
    }
    expect(set.people.filter(({ phone }) => !/^1\d\d\*{4}\d{4}$/.test(phone))).toEqual([])
    expect(new Set(set.people.map(({ name }) => name)).size).toBe(set.people.length)
  })

  it('has exactly 60,000 reports in the 365 days, in order, under distinct keys', () => {
    expect(set.reports).toHaveLength(60_000)
    expect([set.firstDay, set.lastDay]).toEqual(['2025-03-16', LAST_DAY])
    const days = set.reports.map(({ observedAt }) => observedAt.slice(0, 10))
    expect(days.every((day, index) => day >= (days[index - 1] ?? set.firstDay) && day <= LAST_DAY)).toBe(true)
    expect(new Set(days).size).toBe(365)
    expect(new Set(set.reports.map(({ key }) => key)).size).toBe(60_000)
  })

  it('records its planted clusters and duplicates as truth', () => {
    for (const cluster of set.clusters) {
      const ours = set.reports.filter(({ truth }) => truth.cluster === cluster.id && truth.duplicateOf === null)
      expect(ours).toHaveLength(cluster.count)
      const outside = ours.filter(({ observedAt }) => {
        const day = observedAt.slice(0, 10)
        return day < cluster.firstDay || day > cluster.lastDay
      })
      expect(outside).toEqual([])
      expect(ours.every(({ truth }) => truth.matter === cluster.matter)).toBe(true)
    }
    expect(set.clusters.map(({ id }) => id)).toEqual(CLUSTER_PLANS.map(({ id }) => id))
    const byKey = new Map(set.reports.map((report) => [report.key, report]))
    const repeats = set.reports.filter(({ truth }) => truth.duplicateOf !== null)
    expect(repeats).toHaveLength(3_600)
    expect(
      repeats.filter((report) => byKey.get(report.truth.duplicateOf!)!.truth.matter !== report.truth.matter),
    ).toEqual([])
  })

  it('burns straw in autumn and barbecues in summer nights', () => {
    const share = (matter: string, within: (observedAt: string) => boolean) => {
      const all = set.reports.filter(({ truth }) => truth.matter === matter)
      return all.filter(({ observedAt }) => within(observedAt)).length / all.length
    }
    expect(share('ecology.straw', (at) => /-(10|11)-/.test(at))).toBeGreaterThan(0.45)
    expect(share('ecology.barbecue', (at) => /-0[678]-/.test(at))).toBeGreaterThan(0.5)
    expect(share('ecology.barbecue', (at) => Number(at.slice(11, 13)) >= 17)).toBeGreaterThan(0.7)
  })

  it('leaves 120–250 reports open, waiting in every way', () => {
    const open = set.reports.filter(({ course }) => course.closedAt === null)
    expect(open.length).toBeGreaterThanOrEqual(120)
    expect(open.length).toBeLessThanOrEqual(250)
    const held = open.filter(({ course }) => course.settledAt === null)
    expect(held.some(({ matter }) => matter === null)).toBe(true)
    expect(open.some(({ course }) => course.assignedAt === null && course.settledAt !== null)).toBe(true)
    expect(open.some(({ course }) => course.acceptedAt !== null)).toBe(true)
    expect(open.some(({ receivedAt }) => end - Date.parse(receivedAt) > 8 * 86_400_000)).toBe(true)
  })

  it('tells what people did in order and never after the end', () => {
    const wrong = set.reports.filter(({ receivedAt, course }) => {
      const { assignedAt, returnedAt, acceptedAt, closedAt } = course
      const steps = [receivedAt, assignedAt, returnedAt, acceptedAt, closedAt].filter((at) => at !== null)
      return steps.some((at, index) => Date.parse(at) > end || (index > 0 && at < steps[index - 1]!))
    })
    expect(wrong).toEqual([])
  })

  it('places every true position in the area it names, and sends it in the system it declares', () => {
    const atlas = buildAtlas(set.areas)
    const sample = set.reports.filter((_, index) => index % 20 === 0)
    for (const { truth, position } of sample) {
      expect(atlas.locate([truth.lon, truth.lat])).toMatchObject({ kind: 'located', code: truth.leaf })
      if (position === null) continue
      const [lon, lat] = toWgs84(position.crs, position.x, position.y) as [number, number]
      const off = Math.hypot((lon - truth.lon) * 99_770, (lat - truth.lat) * 110_790)
      // A fix outside the district is planted; all others are off by little more than their accuracy.
      if (atlas.locate([lon, lat]).kind === 'located' && off < 5_000) {
        expect(off).toBeLessThan(position.accuracyM * 3 + 40)
      }
    }
    const systems = Map.groupBy(set.reports, ({ position }) => position?.crs ?? 'none')
    expect([...systems.keys()].sort()).toEqual(['bd09', 'cgcs2000', 'gcj02', 'none', 'wgs84'])
    const unlocated = sample.filter(({ position }) => {
      if (position === null) return false
      return atlas.locate(toWgs84(position.crs, position.x, position.y) as [number, number]).kind === 'unlocated'
    })
    expect(unlocated.length / sample.length).toBeLessThan(0.012)
  })

  it('gives the same bytes again, in another process, and others for another seed or day', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-demo-'))
    try {
      const options = ['--seed', '11', '--last-day', LAST_DAY, '--reports', '4000', '--out', folder]
      const said = execFileSync(process.execPath, ['cli/demo.ts', 'generate', ...options], { encoding: 'utf8' })
      const here = generate({ seed: 11, lastDay: LAST_DAY, reports: 4_000 })
      expect(said).toContain(digest(here))
      const made = files(here)
      expect(readdirSync(folder).sort()).toEqual(made.map(({ name }) => name).sort())
      for (const { name, pieces } of made) {
        expect(readFileSync(path.join(folder, name), 'utf8') === [...pieces()].join('')).toBe(true)
      }
      expect(digest(generate({ seed: 12, lastDay: LAST_DAY, reports: 4_000 }))).not.toBe(digest(here))
      expect(digest(generate({ seed: 11, lastDay: '2026-03-14', reports: 4_000 }))).not.toBe(digest(here))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

function unitOf(person: string): string {
  return set.people.find(({ key }) => key === person)!.unit
}

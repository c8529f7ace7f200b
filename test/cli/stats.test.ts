import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import type { FeatureCollection } from 'geojson'
import { afterAll, describe, expect, it } from 'vitest'
import { answer } from '../../cli/stats/door.ts'
import { METHODS } from '../../cli/stats/methods.ts'
import { Problem } from '../../server/errors.ts'
import { oracle } from '../oracle/oracle.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-cli-stats-'))
const columbus = path.join(root, 'test/oracle/data/columbus.geojson.json')
const carolina = path.join(root, 'test/oracle/data/nc_sids.geojson.json')

function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) =>
    execFile(process.execPath, ['cli/stats.ts', ...args], { cwd: root }, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    ),
  )
}

/** The same wish without a process of its own: the sentence it answers with. */
async function ask(args: readonly string[]): Promise<string> {
  const options = args.slice(1).flatMap((name, at) => (at % 2 === 0 ? [[name.replace('--', ''), args[at + 2]]] : []))
  const { zh, en } = await answer(args[0]!, Object.fromEntries(options) as Record<string, string>)
  return `${zh}\n${en}`
}

/** What is said of a wish that cannot be met. */
async function refusalOf(args: readonly string[]): Promise<string> {
  const error = await ask(args).then(
    () => 'no refusal',
    (problem: unknown) => problem,
  )
  if (!(error instanceof Problem)) throw error
  return error.flaws.map(({ path: where, expected, got }) => `${where}: ${got} (${expected})`).join('\n')
}

afterAll(() => rmSync(folder, { recursive: true }))

interface Points {
  points: [number, number][]
  t: number[]
}
type Cells = object

/** A row at metres east and north of a place in Fujian. */
function point(x: number, y: number, i: number, t: number) {
  const coordinates = [117.8 + x / 100_000, 26.4 + y / 111_000]
  const weeks = { w1: i % 3, w2: (i * 7) % 4, w3: (i * 5) % 3, w4: i % 5 }
  const properties = { t, ...weeks, pop: 50 + (i % 9), mark: Number(i % 10 === 0), risk: (i * 37) % 11 }
  return { type: 'Feature', geometry: { type: 'Point', coordinates } as object | null, properties }
}

/** The file without its row that has no shape. */
function complete(input: string): string {
  const file = JSON.parse(readFileSync(input, 'utf8')) as { features: object[] }
  writeFileSync(`${input}.complete`, JSON.stringify({ ...file, features: file.features.slice(0, -1) }))
  return `${input}.complete`
}

interface Expected {
  expected: Record<string, { gistar_binary: { z: number[]; bin_fdr: number[] } }>
}

describe('npm run stats', () => {
  it('writes z, p, bins and reasons of every area beside its own columns, and says what they mean', async () => {
    const out = path.join(folder, 'columbus.csv')
    const answer = await run('gi-star', '--areas', columbus, '--values', 'CRIME', '--out', out)
    expect([answer.status, answer.stderr]).toEqual([0, ''])
    expect(answer.stdout).toContain('7 个热点、2 个冷点')
    expect(answer.stdout).toContain('7 hot and 2 cold spots')
    const rows = parse(readFileSync(out), { columns: true, bom: true }) as Record<string, string>[]
    const { z, bin_fdr } = oracle<Expected>('columbus').expected.CRIME!.gistar_binary
    expect(rows.map(({ bin }) => Number(bin))).toEqual(bin_fdr)
    rows.forEach((row, i) => {
      expect(Math.abs(Number(row.z) - z[i]!)).toBeLessThan(1e-9)
      expect([row.POLYID, row.reason]).toEqual([String(i + 1), ''])
    })
  })

  it('keeps rows it cannot use, with the reason, and no NaN in the file', async () => {
    const file = JSON.parse(readFileSync(carolina, 'utf8')) as FeatureCollection
    file.features[3]!.properties!.SID74 = 'unknown'
    file.features[4]!.properties!.BIR74 = 0
    file.features[5] = { ...file.features[5]!, geometry: null } as never
    const input = path.join(folder, 'holes.geojson')
    writeFileSync(input, JSON.stringify(file))
    const out = path.join(folder, 'out.geojson')
    const wish = ['--areas', input, '--values', 'SID74', '--population', 'BIR74', '--out', out]
    for (const method of [['gi-star'], ['local-moran', '--weights', 'band:60000'], ['gi', '--weights', 'knn:4']]) {
      await ask([...method, ...wish])
      const written = JSON.parse(readFileSync(out, 'utf8')) as FeatureCollection
      expect(written.features.length).toBe(100)
      const reasons = written.features.map(({ properties }) => properties!.reason)
      expect(reasons.slice(3, 6)).toEqual(['value_missing', 'cases_without_exposure', 'no_shape'])
      for (const { properties } of written.features) expect(properties!.z === null).toBe(properties!.reason !== null)
    }
  })

  it('answers every method from a file alone, every null with its reason, no NaN in the facts', async () => {
    const points = oracle<Points>('points_public')
    const file = {
      type: 'FeatureCollection',
      features: points.points.slice(0, 120).map(([x, y], i) => point(x, y, i, points.t[i]!)),
    }
    file.features.push({
      type: 'Feature',
      geometry: null,
      properties: { t: 3, w1: 1, w2: 1, w3: 0, w4: 2, pop: 9, mark: 0, risk: 1 },
    })
    const input = path.join(folder, 'points.geojson')
    writeFileSync(input, JSON.stringify(file))
    const out = path.join(folder, 'any.geojson')
    const near = ['--metres', '200', '--time', 't', '--span', '14']
    const asked: [string[], string, string][] = [
      [['gi-star', '--values', 'w4', '--weights', 'knn:4'], 'z', 'hot'],
      [['gi', '--values', 'w4', '--weights', 'knn:4', '--permutations', '19'], 'z', 'hot'],
      [['local-moran', '--values', 'w4', '--weights', 'knn:4'], 'z', 'neighbours'],
      [['moran', '--values', 'w4', '--weights', 'knn:4'], 'reason', 'Over all areas'],
      [['general-g', '--values', 'w4', '--weights', 'knn:4'], 'reason', 'Over all areas'],
      [['eb-rates', '--values', 'w4', '--population', 'pop'], 'rate', 'rate'],
      [['local-eb-rates', '--values', 'w4', '--population', 'pop', '--weights', 'knn:4'], 'rate', 'rate'],
      [['trend', '--values', 'w*'], 'z', '上升'],
      [['emerging', '--values', 'w1,w2,w3,w4', '--weights', 'knn:4'], 'pattern', '17 histories'],
      [['forecast', '--values', 'w*'], 'risk', 'too few weeks'],
      [['space-time-scan', '--values', 'w*', '--longest', '2', '--permutations', '9'], 'cluster', 'cylinders'],
      [['poisson-scan', '--values', 'w4', '--population', 'pop', '--permutations', '9'], 'cluster', 'Poisson scan'],
      [['clusters', ...near, '--min-points', '3'], 'cluster', 'dense groups'],
      [['knox', ...near, '--permutations', '9'], 'reason', 'near repeats'],
      [['density', '--metres', '300'], 'density', 'square kilometre'],
      [['accuracy', '--values', 'w4', '--marked', 'mark'], 'reason', 'PAI'],
      [['inspections', '--values', 'mark', '--time', 't', '--risk', 'risk'], 'new_day', 'days earlier'],
      [['eb-index', '--values', 'w4', '--population', 'pop'], 'ebi_z', 'see risk, not crowds'],
    ]
    expect(asked.map(([args]) => args[0]).sort()).toEqual(Object.keys(METHODS).sort())
    for (const [args, column, words] of asked) {
      const shaped = args[0] === 'accuracy' || args[0] === 'inspections' ? complete(input) : input
      expect(await ask([...args, '--areas', shaped, '--out', out])).toContain(words)
      const written = JSON.parse(readFileSync(out, 'utf8')) as FeatureCollection & { statistics: { method: string } }
      expect(written.statistics.method).toBe(args[0])
      for (const { properties } of written.features) {
        if (column !== 'reason') expect(properties![column] === null).toBe(properties!.reason !== null)
      }
    }
  })

  it('takes H3 rings and lists of neighbours, and names columns and options that do not fit', async () => {
    const cells = oracle<{ cells: string[]; neighbours: number[][]; count: number[]; expected: Cells }>(
      'h3_res9_public',
    )
    const input = path.join(folder, 'cells.geojson')
    const features = cells.cells.map((cell, i) => ({ ...point(0, 0, i, 0), properties: { cell, n: cells.count[i] } }))
    writeFileSync(input, JSON.stringify({ type: 'FeatureCollection', features }))
    const lists = path.join(folder, 'neighbours.json')
    writeFileSync(lists, JSON.stringify(cells.neighbours))
    const written = []
    for (const weights of [['h3:1', '--id', 'cell'], [lists]]) {
      const out = path.join(folder, 'cells.csv')
      await ask(['gi-star', '--areas', input, '--values', 'n', '--out', out, '--weights', ...weights])
      written.push(readFileSync(out, 'utf8'))
    }
    expect(written[0]).toBe(written[1])
    const wrong: [string[], string][] = [
      [['gi', '--values', 'n', '--weights', 'h3:1', '--id', 'n'], '--id'],
      [['trend', '--values', 'week*'], 'week*: no such column (cell, n)'],
      [['knox', '--metres', '0', '--time', 'n', '--span', '1'], '--metres: 0 (a number above 0)'],
      [['density', '--metres', '9', '--kernel', 'round'], '--kernel: round'],
      [['inspections', '--values', 'n', '--time', 'cell', '--risk', 'n'], '--time'],
    ]
    for (const [args, sentence] of wrong) {
      expect(await refusalOf([...args, '--areas', input, '--out', path.join(folder, 'no.csv')])).toContain(sentence)
    }
  })

  it('takes columns of a table beside the areas, rows that need no shape, a plane, and weights of one’s own', async () => {
    const cells = oracle<{
      cells: string[]
      count: number[]
      pop: number[]
      expected: { gistar_on_eb_rate: { z: number[] } }
    }>('h3_res9_public')
    const out = path.join(folder, 'any.geojson')
    const rows = () =>
      (JSON.parse(readFileSync(out, 'utf8')) as FeatureCollection).features.map(({ properties }) => properties!)
    const write = (name: string, content: string | object) => {
      const file = path.join(folder, name)
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
      return file
    }
    const bare = write('bare.geojson', {
      type: 'FeatureCollection',
      features: cells.cells.map((cell) => ({ type: 'Feature', geometry: null, properties: { cell } })),
    })
    const lines = cells.cells.map((cell, i) => `${cell},${cells.count[i]},${cells.pop[i]}`)
    const table = write('counts.csv', `\uFEFFcell,件数,人口\r\n${lines.reverse().join('\r\n')}\r\n`)
    const beside = ['--areas', bare, '--table', table, '--id', 'cell', '--out', out]
    await ask(['gi-star', ...beside, '--values', '件数', '--population', '人口', '--weights', 'h3:1'])
    expect(rows().length).toBe(cells.cells.length)
    rows().forEach(({ z }, i) => {
      expect(Math.abs(z - cells.expected.gistar_on_eb_rate.z[i]!)).toBeLessThan(1e-9)
    })
    const refused: [string, string][] = [
      [`cell,n\n${cells.cells[0]},1\n${cells.cells[0]},2`, `line 3: ${cells.cells[0]} (each cell once)`],
      ['cell,n\nnowhere,1', 'none (an area with cell nowhere)'],
      [`cell,n\n${cells.cells[0]},1,2`, `line 2: ${cells.cells[0]},1,2 (2 fields)`],
      ['code,n\n1,2', 'no column cell'],
    ]
    for (const [text, sentence] of refused) {
      const other = ['--areas', bare, '--table', write('bad.csv', text), '--id', 'cell', '--out', out]
      expect(await refusalOf(['trend', ...other, '--values', 'n'])).toContain(sentence)
    }
    const points = oracle<Points & { dbscan: { core: number[] } }>('points_public')
    const plane = write('plane.geojson', {
      type: 'FeatureCollection',
      features: points.points.map((coordinates) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates },
        properties: { n: 1 },
      })),
    })
    const near = ['--areas', plane, '--out', out, '--metres', '40', '--min-points', '6']
    await ask(['clusters', ...near, '--unit', 'metres'])
    expect(rows().map(({ core }) => core)).toEqual(points.dbscan.core.map(Number))
    expect(await refusalOf(['clusters', ...near])).toContain('--unit metres')
    expect(await refusalOf(['gi', '--areas', plane, '--values', 'n', '--out', out])).toContain('no area has a border')
    const { features } = JSON.parse(readFileSync(columbus, 'utf8')) as FeatureCollection
    const ring = features.map((_, i) => [(i + 1) % features.length])
    const weighed = { neighbours: ring, weights: ring.map((_, i) => [1 + (i % 3)]) }
    const other = ['--areas', columbus, '--values', 'CRIME', '--out', out, '--weights']
    await ask(['gi', ...other, write('weighed.json', weighed)])
    expect(rows().every(({ z }) => Number.isFinite(z))).toBe(true)
    weighed.neighbours[0] = [1, 2]
    weighed.weights[0] = [1, 5]
    expect(await refusalOf(['gi-star', ...other, write('unequal.json', weighed)])).toContain(
      'area 0 has unequal weights',
    )
  })

  it('refuses coordinates that are none, and knows empty shapes', async () => {
    const input = path.join(folder, 'shapes.geojson')
    const out = path.join(folder, 'shapes.csv')
    const write = (...geometries: object[]) => {
      const features = geometries.map((geometry, n) => ({ type: 'Feature', geometry, properties: { n } }))
      writeFileSync(input, JSON.stringify({ type: 'FeatureCollection', features }))
    }
    const wish = ['--areas', input, '--values', 'n', '--weights', 'knn:1', '--out', out]
    for (const coordinates of ['x', [[['1', 2]]], [[[1]]], [[1, 2]]]) {
      write({ type: 'Polygon', coordinates })
      expect(await refusalOf(['gi-star', ...wish])).toContain('features.0.geometry: Polygon')
    }
    const point = (lon: number) => ({ type: 'Point', coordinates: [lon, 26] })
    write(
      { type: 'Point', coordinates: [] },
      { type: 'Polygon', coordinates: [[]] },
      point(117),
      point(118),
      point(119),
    )
    await ask(['gi-star', ...wish])
    const rows = parse(readFileSync(out), { columns: true, bom: true }) as Record<string, string>[]
    expect(rows.map(({ reason }) => reason)).toEqual(['no_shape', 'no_shape', '', '', ''])
  })

  it('the same seed writes the same bytes', async () => {
    const files = ['a.geojson', 'b.geojson'].map((name) => path.join(folder, name))
    for (const out of files) {
      await ask(['gi', '--areas', columbus, '--values', 'HOVAL', '--permutations', '99', '--out', out])
    }
    expect(readFileSync(files[0]!).equals(readFileSync(files[1]!))).toBe(true)
  })

  it.each([
    [['hot'], 'METHOD'],
    [['gi', '--areas', columbus], '--values'],
    [['gi', '--areas', columbus, '--values', 'X', '--out', 'x.csv'], 'X: no such column'],
    [['gi', '--areas', columbus, '--values', 'CRIME', '--out', 'x.csv', '--weights', 'knn:0'], '--weights'],
    [['gi', '--areas', columbus, '--values', 'CRIME', '--out', 'x.shp'], '--out'],
    [['eb-rates', '--areas', columbus, '--values', 'CRIME', '--out', 'x.csv'], '--population'],
    [['gi', '--areas', 'README.md', '--values', 'CRIME', '--out', 'x.csv'], 'no JSON'],
  ])('refuses %j with a sentence', async (args, sentence) => {
    expect(await refusalOf(args)).toContain(sentence)
  })

  it.each([
    [['constructor'], 'METHOD: constructor (gi-star'],
    [['gi', '--areas', 'test', '--values', 'CRIME', '--out', 'x.csv'], 'test: EISDIR'],
    [['gi', '--areas', 'nowhere.geojson', '--values', 'CRIME', '--out', 'x.csv'], 'nowhere.geojson: ENOENT'],
  ])('a process refused %j ends with status 1 and the sentence, without a stack', async (args, sentence) => {
    const { status, stderr } = await run(...args)
    expect(status).toBe(1)
    expect(stderr).toContain(sentence)
    expect(stderr).not.toContain('    at ')
  })

  it('explains itself', async () => {
    expect((await run('--help')).stdout).toContain('npm run stats -- METHOD')
    expect((await run('--what')).status).toBe(2)
  })
})

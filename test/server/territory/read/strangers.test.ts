import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Position } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '../../../../server/errors.ts'
import { geometryOfBlob } from '../../../../server/territory/read/gpkgBlob.ts'
import { openBoundaryFile } from '../../../../server/territory/read/open.ts'
import { polygonOfRings } from '../../../../server/territory/read/rings.ts'
import { streets } from '../corpus/case.ts'
import { kml } from '../corpus/otherFormats.ts'
import { zipOf } from '../corpus/zipFile.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'onegrid-strangers-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the refusal of a file says: its code, and what it was taken for. */
async function refusalOf(place: string) {
  try {
    const source = await openBoundaryFile(place)
    for await (const _ of source.features());
    return 'taken'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return `${error.code}: ${error.flaws[0]!.got}`
  }
}
const zip = (...names: string[]) => zipOf(names.map((name) => ({ name, bytes: Buffer.from('x') })))

const wkbHead = (type: number, parts: number): Buffer => {
  const head = Buffer.alloc(9, 1)
  head.writeUInt32LE(type, 1)
  head.writeUInt32LE(parts, 5)
  return head
}
const gpkgBlob = (wkb: Buffer): Buffer => Buffer.concat([Buffer.from('GP\0\x01\0\0\0\0'), wkb])

describe('a file of another format is refused by its name, in Chinese and English', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['a.tab', '!table\n!version 300\n', /MapInfo 表.* \/ a MapInfo table/],
    ['a.mif', 'Version 300\nCharset "Neutral"\nDelimiter ","\n', /MapInfo 交换文件.* \/ a MapInfo exchange file/],
    ['a.dxf', '  0\r\nSECTION\r\n  2\r\nHEADER\r\n', /CAD 图形（DXF） \/ a drawing \(DXF\)/],
    ['b.dxf', '999\nmade by hand\n0\nSECTION\n', /DXF/],
    ['a.csv', '编码,名称\r\nS1,西街道\r\n', /表格（CSV） \/ a table of values/],
    ['a.wkt', 'POLYGON ((117 26, 118 26, 118 27, 117 26))', /WKT/],
    ['a.gml', '<?xml version="1.0"?><ogr:FeatureCollection xmlns:ogr="o"/>', /^unknown-format: GML/],
    ['a.gpx', '<?xml version="1.0"?><gpx/>', /GPX/],
    ['gdb.zip', zip('x.gdb/a0.gdbtable', 'x.gdb/gdb'), /Esri 文件地理数据库.* \/ an Esri file geodatabase/],
    ['tab.zip', zip('x.tab', 'x.dat', 'x.map', 'x.id'), /MapInfo/],
    ['a.xlsx', zip('[Content_Types].xml', 'xl/workbook.xml'), /Excel/],
    ['esri.json', '{"features":[{"attributes":{},"geometry":{"rings":[]}}]}', /Esri JSON；|Esri JSON，/],
    ['empty.zip', zipOf([{ name: '街道.zip', bytes: zip('a.shp') }]), /街道\.zip/],
  ])('%s', async (name, content, says) => {
    const place = path.join(folder, name)
    writeFileSync(place, content)
    expect(await refusalOf(place)).toMatch(says)
  })

  it('a folder and a pipe, which would be waited for for ever', async () => {
    const there = path.join(folder, 'folder.geojson')
    mkdirSync(there)
    expect(await refusalOf(there)).toMatch(/^unknown-format: 文件夹 \/ a folder/)
    const pipe = path.join(folder, 'pipe.geojson')
    execFileSync('mkfifo', [pipe])
    expect(await refusalOf(pipe)).toMatch(/^unknown-format: 管道或设备 \/ a pipe/)
  })

  it.each([
    [8, 'CircularString'],
    [1008, 'CircularString'],
    [15, 'PolyhedralSurface'],
    [3016, 'TIN'],
  ])('an arc or a body in a GeoPackage, WKB type %i, whatever it is a part of', (type, name) => {
    const said = new RegExp(`曲线或曲面 ${name}.*CONVERT_TO_LINEAR.* / a curve or a surface \\(${name}\\)`)
    const arc = wkbHead(type, 0)
    expect(() => geometryOfBlob(gpkgBlob(arc))).toThrow(said)
    const surface = Buffer.concat([wkbHead(12, 1), wkbHead(10, 1), wkbHead(9, 1), arc])
    expect(() => geometryOfBlob(gpkgBlob(surface))).toThrow(said)
  })
})

it('a KMZ whose doc.kml only links to the layer beside it is read there; of several layers none is guessed', async () => {
  const entry = (name: string, bytes: Uint8Array) => ({ name, bytes })
  const links = Buffer.from(
    '<kml><Document><NetworkLink><Link><href>layers/a.kml</href></Link></NetworkLink></Document></kml>',
  )
  const layer = kml(streets)
  const place = path.join(folder, 'linked.kmz')
  writeFileSync(place, zipOf([entry('doc.kml', links), entry('layers/a.kml', layer), entry('style/style.kml', links)]))
  const source = await openBoundaryFile(place)
  expect(source.layers.map(({ features }) => features)).toEqual([streets.length])
  await source.close()
  writeFileSync(place, zipOf([entry('doc.kml', links), entry('layers/a.kml', layer), entry('layers/b.kml', layer)]))
  expect(await refusalOf(place)).toBe('unreadable-file: layers/a.kml, layers/b.kml')
})

it('a record of 30,000 rings, half of them holes in nothing, is put together ring by ring', () => {
  const box = (n: number, clockwise: boolean): Position[] => {
    const [x, y] = [n % 200, Math.floor(n / 200)]
    const ring = [
      [x, y],
      [x, y + 0.5],
      [x + 0.5, y + 0.5],
      [x + 0.5, y],
      [x, y],
    ]
    return clockwise ? ring : ring.reverse()
  }
  const all = Array.from({ length: 30_000 }, (_, n) => box(n, n % 2 === 0))
  const before = process.cpuUsage().user
  expect((polygonOfRings(all).coordinates as unknown[]).length).toBe(30_000)
  // Each with each takes ten seconds and more of this process's own time; neighbours only, a tenth of one.
  expect(process.cpuUsage().user - before).toBeLessThan(4_000_000)
})

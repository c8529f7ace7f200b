import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Problem } from '../../../../server/errors.ts'
import { openBoundaryFile } from '../../../../server/territory/read/open.ts'
import { streets } from '../corpus/case.ts'
import { flatGeobuf, geoJson, kml, topoJson, writeGeoPackage } from '../corpus/otherFormats.ts'
import { shapefileParts, zippedShapefile } from '../corpus/shapefiles.ts'
import { zipOf } from '../corpus/zipFile.ts'

let folder: string
let sound: Record<string, Buffer>
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'onegrid-damaged-'))
  const gpkg = path.join(folder, 'sound.gpkg')
  writeGeoPackage(gpkg, [{ name: 'areas', srs: 4490, areas: streets }])
  sound = {
    geojson: geoJson(streets),
    zip: zippedShapefile(streets),
    gpkg: readFileSync(gpkg),
    fgb: flatGeobuf(streets),
    kml: kml(streets),
    topojson: topoJson({ streets }),
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What becomes of a file: its features read to the end, or a refusal by name; anything else is a crash. */
async function readToTheEnd(bytes: Uint8Array): Promise<void> {
  const place = path.join(folder, 'damaged')
  writeFileSync(place, bytes)
  try {
    const source = await openBoundaryFile(place)
    try {
      for await (const { properties } of source.features()) expect(typeof properties).toBe('object')
    } finally {
      await source.close()
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    expect(error.status).toBeLessThan(500)
  }
}

/** The same damage in every run: a search for new faults is no part of a build. */
const SEED = 20260301

const formats = fc.constantFrom('geojson', 'zip', 'gpkg', 'fgb', 'kml', 'topojson')
const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 })

it('a file of any format with bytes changed or cut off is read or refused, and never crashes the reader', async () => {
  await fc.assert(
    fc.asyncProperty(formats, flips, fc.option(fc.nat()), async (format, changes, cut) => {
      const bytes = Buffer.from(sound[format]!)
      for (const [at, value] of changes) bytes[at % bytes.length] = value
      await readToTheEnd(cut === null ? bytes : bytes.subarray(0, cut % bytes.length))
    }),
    { numRuns: 500, seed: SEED },
  )
})

it('a shapefile with bytes changed inside a sound archive is read or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('shp', 'dbf', 'prj', 'cpg', 'shx'), flips, async (extension, changes) => {
      const parts = shapefileParts(streets).map((part) => {
        if (!String(part.name).endsWith(extension)) return part
        const bytes = Buffer.from(part.bytes)
        // Most of what matters stands in the first bytes.
        for (const [at, value] of changes) bytes[at % Math.min(bytes.length, 160)] = value
        return { ...part, bytes }
      })
      await readToTheEnd(zipOf(parts))
    }),
    { numRuns: 300, seed: SEED },
  )
})

it('a lone .shp is read with the files that lie beside it', async () => {
  for (const { name, bytes } of shapefileParts(streets, { name: 'beside' }))
    writeFileSync(path.join(folder, String(name)), bytes)
  const source = await openBoundaryFile(path.join(folder, 'beside.shp'))
  const names: unknown[] = []
  for await (const { properties } of source.features()) names.push(properties.name)
  expect(names).toEqual(['西街道', '东街道'])
  expect(source.declared).toMatchObject({ prj: expect.stringContaining('WGS_1984') })
  rmSync(path.join(folder, 'beside.dbf'))
  await expect(openBoundaryFile(path.join(folder, 'beside.shp'))).rejects.toMatchObject({ code: 'unreadable-file' })
})

import { createHash } from 'node:crypto'
import type { DataSet } from './dataSet.ts'

/** One file of the data set: its name and its text, piece by piece. */
export interface DemoFile {
  name: string
  pieces: () => Iterable<string>
}

/** The data set as files: GeoJSON a level, everything else one JSON object a line. */
export function files(set: DataSet): DemoFile[] {
  const { district, seed, firstDay, lastDay } = set
  const about = { ...district, seed, firstDay, lastDay, generator: 'OneGrid demo' }
  const levels = [...new Set(set.areas.map(({ level }) => level))]
  return [
    { name: 'about.json', pieces: () => [`${JSON.stringify(about)}\n`] },
    ...levels.map((level) => ({ name: `areas-${level}.geojson`, pieces: () => featureCollection(set, level) })),
    lines('units', set.units),
    lines('categories', set.categories),
    lines('matters', set.matters),
    lines('mandates', set.mandates),
    lines('people', set.people),
    lines('postings', set.postings),
    lines('zones', set.zones),
    lines('scenarios', set.inspections.scenarios),
    lines('premises', set.inspections.premises),
    lines('checks', set.inspections.checks),
    lines('clusters', set.clusters),
    lines('reports', set.reports),
  ]
}

/** SHA-256 over the names and bytes of all files, in order, hex. */
export function digest(set: DataSet): string {
  const hash = createHash('sha256')
  for (const { name, pieces } of files(set)) {
    hash.update(`${name}\n`)
    for (const piece of pieces()) hash.update(piece)
  }
  return hash.digest('hex')
}

function lines(name: string, things: readonly object[]): DemoFile {
  return {
    name: `${name}.ndjson`,
    *pieces() {
      for (const thing of things) yield `${JSON.stringify(thing)}\n`
    },
  }
}

function* featureCollection(set: DataSet, level: string): Iterable<string> {
  yield '{"type":"FeatureCollection","features":['
  let comma = ''
  for (const { geometry, ...properties } of set.areas) {
    if (properties.level !== level) continue
    yield `${comma}\n${JSON.stringify({ type: 'Feature', properties, geometry })}`
    comma = ','
  }
  yield '\n]}\n'
}

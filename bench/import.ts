import { execFile } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { brief, printTable } from './table.ts'

const MB = 1024 * 1024
const WORKER_HEAP_MB = 600

/** Memory and CPU time of an import of a generated GeoJSON file: `npm run bench -- import [MB]`, 500 by default. */
export default async function main([megabytes = '500']: string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-bench-import-'))
  try {
    const file = path.join(folder, 'areas.geojson')
    await pipeline(Readable.from(geojson(Number(megabytes) * MB)), createWriteStream(file))
    const rows: (string | number)[][] = []
    for (const [what, ...args] of [
      ['preview', 'preview'],
      ['import', 'run', 'dissolve'],
    ] as const) {
      const argv = [`--max-old-space-size=${WORKER_HEAP_MB}`, path.join(import.meta.dirname, 'importWorker.ts')]
      const { stdout } = await promisify(execFile)(process.execPath, [...argv, file, ...args])
      const { kind, result, rssMb, cpuS } = JSON.parse(stdout) as Record<string, number>
      const size = statSync(file).size / MB
      rows.push([what, brief(size), `${kind} ${JSON.stringify(result)}`, brief(rssMb!), brief(cpuS!)])
    }
    printTable(['', 'file MB', 'outcome', 'peak RSS MB', 'CPU s'], rows)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const SIDE = 400
/** Vertices along one side of an area. */
const STEPS = 40

/** Squares side by side, each border of many vertices shared bit for bit, with Chinese names; about `bytes` of text. */
function* geojson(bytes: number): Generator<string> {
  yield '{"type":"FeatureCollection","features":[\n'
  let written = 0
  for (let n = 0; written < bytes; n++) {
    const [x, y] = [n % SIDE, Math.floor(n / SIDE)]
    const text = `${n === 0 ? '' : ',\n'}${feature(x, y, n)}`
    written += Buffer.byteLength(text)
    yield text
  }
  yield '\n]}'
}

function feature(x: number, y: number, n: number): string {
  const at = (east: number, north: number) => [
    Number((117 + east * 0.00007).toFixed(12)),
    Number((26 + north * 0.00007).toFixed(12)),
  ]
  const steps = Array.from({ length: STEPS }, (_, step) => step)
  const [left, low] = [x * STEPS, y * STEPS]
  const ring = [
    ...steps.map((step) => at(left + step, low)),
    ...steps.map((step) => at(left + STEPS, low + step)),
    ...steps.map((step) => at(left + STEPS - step, low + STEPS)),
    ...steps.map((step) => at(left, low + STEPS - step)),
    at(left, low),
  ]
  const properties = {
    code: `3504050${String(n).padStart(8, '0')}`,
    name: `第${n}网格`,
    street: `S${x % 20}`,
    remark: null,
  }
  return JSON.stringify({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } })
}

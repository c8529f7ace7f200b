/** One import computed as the worker does it, in a process whose memory is its own: prints what it took. */
import { rm } from 'node:fs/promises'
import { ImportOptions } from '../server/api/territoryImport.ts'
import { compute } from '../server/territory/import/compute.ts'
import { rowsToCopy } from '../server/territory/import/rowFile.ts'

const [path, kind, dissolve] = process.argv.slice(2) as [string, 'preview' | 'run', string | undefined]
const district = { code: '350405', name: '沙县区' }
const options = ImportOptions.parse({
  district: district.code,
  level: dissolve === 'dissolve' ? 'street' : 'district',
  code: 'code',
  name: 'name',
  ...(dissolve === 'dissolve' && { dissolve: 'district' }),
})
const files = { present: null, rows: `${path}.rows`, spill: `${path}.spill` }
const outcome = await compute(
  kind === 'preview'
    ? { kind, path, file: 'bench.geojson', asked: {} }
    : { kind, path, file: 'bench.geojson', options, district, ...files },
  () => undefined,
)
let copied = 0
if (outcome.kind === 'made')
  for await (const chunk of rowsToCopy(files.rows, 1, () => undefined)) copied += chunk.length
await Promise.all([rm(files.rows, { force: true }), rm(files.spill, { force: true })])
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
const result =
  'counts' in outcome ? outcome.counts : 'total' in outcome ? { problems: outcome.total } : outcome.features
console.log(
  JSON.stringify({
    kind: outcome.kind,
    result,
    copied,
    rssMb: maxRSS / 1024,
    cpuS: (userCPUTime + systemCPUTime) / 1e6,
  }),
)

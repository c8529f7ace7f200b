/** Imports a boundary file at a terminal: a line of progress, Ctrl-C that leaves nothing, every problem named. */
import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { ImportOptions, ImportProgress } from '../../server/api/territoryImport.ts'
import { Problem } from '../../server/errors.ts'
import type { House } from '../../server/house.ts'
import { Cancelled, computeApart } from '../../server/territory/import/apart.ts'
import { type Imported, importFile } from '../../server/territory/import/flow.ts'
import type { ImportProblem } from '../../server/territory/import/problem.ts'
import { sweepImports } from '../../server/territory/import/sweep.ts'

const INTERRUPTED = 130

/** @throws Problem import-refused after naming what speaks against the file, and every other refusal of the flow. */
export async function importAtTerminal(house: House, file: string, options: ImportOptions): Promise<Imported> {
  const { size } = await stat(file)
  await sweepImports(house)
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const line = progressLine()
  const given = { path: path.resolve(file), file: path.basename(file), bytes: size, options, account: null }
  try {
    const made = await importFile(house, given, { compute: computeApart, report: line.show, signal: stop.signal })
    line.end()
    if (made.kind === 'imported') {
      for (const { zh, en } of made.notes) console.error(`${zh} / ${en}`)
      for (const { feature, code, reason, at } of made.repairs) {
        console.log(`repaired: feature ${feature} (${code}): ${reason} at ${at.join(', ')}`)
      }
      return made
    }
    made.problems.forEach(name)
    if (made.total > made.problems.length) console.error(`… ${made.total - made.problems.length} more`)
    throw new Problem('import-refused', { facts: { importId: made.importId } })
  } catch (error) {
    line.end()
    if (!(error instanceof Cancelled)) throw error
    console.error('已取消，未导入任何区域\nCancelled: no area was imported')
    process.exit(INTERRUPTED)
  }
}

function name({ feature, code, reason }: ImportProblem): void {
  const where = feature === null ? '' : `feature ${feature}${code === null ? '' : ` (${code})`}: `
  console.error(`${where}${reason.zh} / ${reason.en}`)
}

const PHASES: Record<ImportProgress['phase'], string> = {
  preview: '预览 preview',
  read: '读取 reading',
  build: '整理 building',
  store: '写入 storing',
}
const MB = 1024 * 1024

/** One line that is written over and over; none where the output is no terminal. */
function progressLine() {
  const out = process.stderr
  let shown = false
  return {
    show({ phase, done, bytes, totalBytes }: ImportProgress) {
      if (!out.isTTY) return
      const share = totalBytes > 0 && bytes > 0 ? `  ${Math.floor((bytes / totalBytes) * 100)} %` : ''
      const size = bytes > 0 ? `  ${(bytes / MB).toFixed(0)} MB` : ''
      out.write(`\r\x1b[K${PHASES[phase]}${share}${size}  ${done.toLocaleString('en')}`)
      shown = true
    },
    end() {
      if (shown) out.write('\r\x1b[K')
      shown = false
    },
  }
}

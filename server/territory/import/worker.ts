/** The process in which boundary files are read: takes one work, reports how far it is, answers once, ends. */
import { Problem } from '../../errors.ts'
import type { Answer } from './apart.ts'
import { compute, type Outcome, type Work } from './compute.ts'
import { plain } from './rest.ts'

const REPORT_MS = 200

// Ctrl-C reaches every process of a terminal; whoever started this one decides.
process.on('SIGINT', () => undefined)
// Nobody is left to answer to.
process.once('disconnect', () => process.exit())

process.once('message', (work) => {
  void answer(work as Work).then((message) => process.send!(message, () => process.exit()))
})

async function answer(work: Work): Promise<Answer> {
  let last = 0
  try {
    const outcome: Outcome = await compute(work, (progress) => {
      const now = performance.now()
      if (now - last < REPORT_MS) return
      last = now
      process.send!({ kind: 'progress', progress } satisfies Answer)
    })
    return { kind: 'outcome', outcome }
  } catch (error) {
    if (error instanceof Problem) return { kind: 'problem', ...plain(error) }
    return { kind: 'crash', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

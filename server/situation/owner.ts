/**
 * The process that alone holds the warehouse's file: it pulls from PostgreSQL on connections of its own and answers
 * queries, so that neither costs the server a moment. It is told what to do by messages (errand.ts) and lives no longer
 * than whoever started it.
 */
import type { Reads } from '../../analytics/duck.ts'
import { openWarehouse, type Warehouse } from '../../analytics/warehouse.ts'
import { type Db, openDb } from '../db.ts'
import { type Answer, type Errand, packFailure, type Question, type Word } from './errand.ts'
import { reportSource } from './store.ts'

/** One to read a moment, one to write beside it, one to spare for a lost one that is not replaced yet. */
const CONNECTIONS = 3
/** A reading that lasts longer was forgotten by its asker or asks too much. */
const VISIT_MS = 60_000

/** A reading of one moment that somebody has open. */
interface Visit {
  reads?: Reads
  stop: AbortController
  running: Set<Promise<void>>
  failures: { id: number; error: unknown }[]
}

const visits = new Map<number, Visit>()
let db: Db | undefined
let warehouse: Warehouse
let at = new Date(0)

// Ctrl-C and service managers signal every process at once; whoever started this one decides.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
// Nobody is left to answer to. A plain exit would wait for running queries while a successor waits for the file;
// nothing that was committed can be lost.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('message', (errand) => void take(errand as Errand))

const say = (word: Word) => void process.send?.(word)
const answer = (id: number, value: Answer) => say({ kind: 'answer', id, value })
const fail = (id: number, error: unknown) => say({ kind: 'failure', id, failure: packFailure(error) })
const log = (event: string, facts: Record<string, unknown>) => say({ kind: 'log', event, facts })

async function take(errand: Errand): Promise<void> {
  if (errand.kind === 'leave') return visits.get(errand.visit)?.stop.abort()
  try {
    if (errand.kind === 'visit') await receive(errand.id)
    else if (errand.kind === 'all') ask(errand)
    else answer(errand.id, await work(errand))
  } catch (error) {
    fail(errand.id, error)
  }
}

async function work(errand: Extract<Question, { kind: 'open' | 'refresh' | 'close' }>): Promise<Answer> {
  switch (errand.kind) {
    case 'open':
      db ??= openDb(errand.databaseUrl, {
        max: CONNECTIONS,
        onLost: (error) => log('db.lost', { message: error.message }),
      })
      warehouse = await openWarehouse(errand.folder, () => at, log)
      return null
    case 'refresh':
      at = errand.at
      return warehouse.refresh(reportSource(db!))
    case 'close':
      for (const { stop } of visits.values()) stop.abort()
      await warehouse.close()
      await db!.end()
      return null
  }
}

/** Keeps one moment open until its asker leaves, or a question fails: that is answered when the moment is closed. */
async function receive(id: number): Promise<void> {
  const visit: Visit = { stop: new AbortController(), running: new Set(), failures: [] }
  visits.set(id, visit)
  const signal = AbortSignal.any([visit.stop.signal, AbortSignal.timeout(VISIT_MS)])
  const left = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  try {
    await warehouse.ask(async (reads, standing) => {
      visit.reads = reads
      answer(id, standing)
      await left
      await Promise.all(visit.running)
      if (visit.failures.length > 0) throw visit.failures[0]!.error
    }, signal)
    if (visit.reads === undefined) answer(id, null)
  } catch (error) {
    if (visit.reads === undefined) throw error
  } finally {
    visits.delete(id)
    for (const failure of visit.failures) fail(failure.id, failure.error)
  }
}

function ask({ id, visit, query, parameters }: Extract<Question, { kind: 'all' }>): void {
  const { reads, stop, running, failures } = visits.get(visit) ?? {}
  if (reads === undefined) throw new Error(`${query.name}: this reading has ended`)
  const asking = reads
    .all<unknown>(query, parameters)
    .then((rows) => answer(id, rows))
    .catch((error: unknown) => {
      failures!.push({ id, error })
      stop!.abort()
    })
  running!.add(asking)
  void asking.finally(() => running!.delete(asking))
}

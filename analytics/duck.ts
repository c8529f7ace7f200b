import { realpathSync } from 'node:fs'
import path from 'node:path'
import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api'
import bindings from '@duckdb/node-bindings'
import { type Batch, type ColumnType, WIDTH } from './columns.ts'
import { DuckError } from './duckError.ts'
import { gate } from './gate.ts'

/** A statement with the name under which its errors are reported. */
export interface Query {
  name: string
  text: string
}

/** Values for `$name` parameters; days as 'YYYY-MM-DD'. */
export type Parameters = Readonly<Record<string, string | number | boolean | null>>

/** Everything asked here is answered of one moment. */
export interface Reads {
  /** All rows; 64-bit integers as numbers (throws beyond 2⁵³), dates as 'YYYY-MM-DD'. */
  all<T>(query: Query, parameters?: Parameters): Promise<T[]>
}

/** One transaction that may write. */
export interface DuckTx extends Reads {
  run(query: Query, parameters?: Parameters): Promise<void>
  /** Appends batches to a table that has exactly these columns, in this order. */
  append<T>(table: string, types: readonly ColumnType[], fill: (take: (batch: Batch) => void) => Promise<T>): Promise<T>
}

export interface Duck {
  readonly file: string
  /** BEGIN … COMMIT around `work`; any throw rolls back. */
  transaction<T>(work: (tx: DuckTx) => Promise<T>): Promise<T>
  /**
   * Reads in a transaction of its own that cannot write. Few queries run at once, the rest wait their turn; when
   * `signal` aborts, a running query is interrupted and the call rejects with the signal's reason.
   */
  read<T>(work: (reads: Reads) => Promise<T>, signal?: AbortSignal): Promise<T>
  /** Refuses new transactions, waits for the open ones, lets go of the file. */
  close(): Promise<void>
}

/**
 * Files open in this process. A second instance on one file is not refused by DuckDB and loses committed rows
 * (duckdb/duckdb#24739), so it is refused here.
 */
const open = new Set<string>()

/** Every running query holds a thread of Node's pool of four: one is left for the writer, one for everything else. */
const READERS = 2

/** An interrupt that comes between two steps of a query is forgotten by DuckDB: it is repeated until the query ends. */
const INTERRUPT_MS = 20

/** Groups over dense integers of up to 20 bits together are counted in plain arrays: 1.4 to 2.4 times as fast as by default. */
const SETTINGS = {
  threads: '2',
  memory_limit: '1GB',
  autoinstall_known_extensions: 'false',
  perfect_ht_threshold: '20',
}

/** Opens or makes the database file. One process and one instance hold a file; a second one throws. */
export async function openDuck(file: string): Promise<Duck> {
  const real = path.join(realpathSync(path.dirname(file)), path.basename(file))
  if (open.has(real)) throw new Error(`${real} is already open in this process`)
  open.add(real)
  try {
    const instance = await named('open', () => DuckDBInstance.create(real, SETTINGS))
    return duckOn(instance, real)
  } catch (error) {
    open.delete(real)
    throw error
  }
}

function duckOn(instance: DuckDBInstance, file: string): Duck {
  const working = new Set<Promise<unknown>>()
  const turns = gate(READERS)
  let closing = false

  async function within<T>(begin: string, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await instance.connect()
    try {
      await execute(connection, { name: 'begin', text: begin })
      const result = await work(connection)
      await execute(connection, { name: 'commit', text: 'commit' })
      return result
    } catch (error) {
      await execute(connection, { name: 'rollback', text: 'rollback' }).catch(() => undefined)
      throw error
    } finally {
      connection.closeSync()
    }
  }

  /** Counts as work until it settles, so that closing waits for it. */
  async function counted<T>(start: () => Promise<T>): Promise<T> {
    if (closing) throw new Error(`${file} is closed`)
    const running = start()
    const settled = running.catch(() => undefined)
    working.add(settled)
    try {
      return await running
    } finally {
      working.delete(settled)
    }
  }

  return {
    file,
    transaction: (work) => counted(() => within('begin', (connection) => work(transactionOn(connection)))),
    read: (work, signal) =>
      counted(() =>
        within('begin transaction read only', (connection) =>
          work({
            all: (query, parameters) =>
              turns(() => interruptible(connection, signal, () => rows(connection, query, parameters)), signal),
          }),
        ),
      ),
    close: async () => {
      if (closing) return
      closing = true
      await Promise.all(working)
      instance.closeSync()
      open.delete(file)
    },
  }
}

async function interruptible<T>(
  connection: DuckDBConnection,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  let repeat: NodeJS.Timeout | undefined
  const stop = () => {
    connection.interrupt()
    repeat = setInterval(() => connection.interrupt(), INTERRUPT_MS)
  }
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return await work()
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
    clearInterval(repeat)
  }
}

function transactionOn(connection: DuckDBConnection): DuckTx {
  return {
    all: (query, parameters) => rows(connection, query, parameters),
    run: async (query, parameters) => {
      await execute(connection, query, parameters)
    },
    append: async (table, types, fill) => {
      const name = `append ${table}`
      const appender = await named(name, () => connection.createAppender(table))
      const kinds = Array.from({ length: appender.columnCount }, (_, index) => appender.columnType(index))
      const mismatch = mismatchOf(kinds, types)
      if (mismatch) throw new Error(`${name}: ${mismatch}`)
      const chunk = DuckDBDataChunk.create(kinds)
      const result = await fill((batch) => {
        load(chunk, batch)
        appender.appendDataChunk(chunk)
      })
      await named(name, async () => appender.closeSync())
      return result
    },
  }
}

const execute = (connection: DuckDBConnection, { name, text }: Query, parameters?: Parameters) =>
  named(name, () => connection.runAndReadAll(text, parameters as Record<string, DuckDBValue>))

async function rows<T>(connection: DuckDBConnection, query: Query, parameters?: Parameters): Promise<T[]> {
  const reader = await execute(connection, query, parameters)
  return reader.convertRowObjects<unknown>((value) => plain(value)) as T[]
}

async function named<T>(query: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new DuckError(query, error)
  }
}

function plain(value: DuckDBValue): unknown {
  if (value instanceof DuckDBDateValue) return value.toString()
  if (typeof value !== 'bigint') return value
  if (!Number.isSafeInteger(Number(value))) throw new RangeError(`${value} is beyond 2^53`)
  return Number(value)
}

const KINDS: Record<ColumnType, string> = {
  int2: 'SMALLINT',
  int4: 'INTEGER',
  int8: 'BIGINT',
  date: 'DATE',
  timestamptz: 'TIMESTAMP WITH TIME ZONE',
  text: 'INTEGER',
}

/** Memory is copied as it lies, so a table of other types must never be written to. */
function mismatchOf(kinds: readonly DuckDBType[], types: readonly ColumnType[]): string | undefined {
  const has = kinds.map(String).join(', ')
  const fed = types.map((type) => KINDS[type]).join(', ')
  return has === fed ? undefined : `the table has columns (${has}), the feed (${fed})`
}

/**
 * Copies the columns' memory into DuckDB's vectors: no value is touched one by one. The chunk is used again and again,
 * for the memory of a new one costs forty times the copying.
 */
function load({ chunk }: DuckDBDataChunk, batch: Batch): void {
  bindings.data_chunk_reset(chunk)
  for (const [index, column] of batch.columns.entries()) {
    const vector = bindings.data_chunk_get_vector(chunk, index)
    bindings.copy_data_to_vector(vector, 0, column.values.buffer as ArrayBuffer, 0, batch.rows * WIDTH[column.type])
    if (column.nulls === 0) continue
    bindings.vector_ensure_validity_writable(vector)
    const bytes = Math.ceil(batch.rows / 64) * 8
    bindings.copy_data_to_vector_validity(vector, 0, column.valid.buffer as ArrayBuffer, 0, bytes)
  }
  bindings.data_chunk_set_size(chunk, batch.rows)
}

import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import sql, { bulk, empty, join, raw, type Sql } from 'sql-template-tag'

export { bulk, empty, join, raw, type Sql, sql }

/** Whatever can answer a query: the pool, or one transaction on one connection. */
export interface Queries {
  /** All rows of one parametrised statement. */
  rows<T>(statement: Sql): Promise<T[]>
  /** The first row, or undefined. */
  row<T>(statement: Sql): Promise<T | undefined>
  /** Runs a statement; answers the number of rows it touched. */
  run(statement: Sql): Promise<number>
}

/** One open transaction. Await nothing inside it but its own queries. */
export interface Tx extends Queries {
  /** Raw text and values, for libraries that bring their own SQL (pg-boss). */
  text(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /** `copy … to stdout` as a byte stream. */
  copyOut(text: string): Readable
  /** Feeds a byte stream into `copy … from stdin`. */
  copyIn(text: string, source: AsyncIterable<Uint8Array | string>): Promise<void>
}

export interface Db extends Queries {
  text(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /** BEGIN … COMMIT around `work`; any throw rolls back. A lost connection fails the whole of it, nothing leaks. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** The same, REPEATABLE READ READ ONLY: every query sees one moment. */
  snapshot<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  end(): Promise<void>
}

// int8 and numeric as numbers: ids and counts stay far below 2^53. Dates stay 'YYYY-MM-DD'.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** Opens the one pool of this process. `onLost` hears of idle connections that broke; the pool replaces them itself. */
export function openDb(url: string, options: { max?: number; onLost?: (error: Error) => void } = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    options: '-c timezone=UTC -c idle_in_transaction_session_timeout=60000',
  })
  pool.on('error', (error) => options.onLost?.(error))

  async function within<T>(begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    // A client that errs while checked out emits once more when its socket closes; unheard, that would end the process.
    const lost = (error: Error) => options.onLost?.(error)
    client.on('error', lost)
    let broken = true
    try {
      await client.query(begin)
      const result = await work(transactionOn(client))
      await client.query('commit')
      broken = false
      return result
    } catch (error) {
      await client.query('rollback').then(
        () => {
          broken = false
        },
        () => undefined,
      )
      throw error
    } finally {
      client.off('error', lost)
      if (broken) client.on('error', () => undefined)
      client.release(broken)
    }
  }

  return {
    ...queriesOn((statement) => pool.query(statement)),
    text: (text, values) => pool.query(text, values),
    transaction: (work) => within('begin', work),
    snapshot: (work) => within('begin isolation level repeatable read read only', work),
    end: () => pool.end(),
  }
}

function queriesOn(query: (statement: Sql) => Promise<pg.QueryResult>): Queries {
  return {
    rows: async <T>(statement: Sql) => (await query(statement)).rows as T[],
    row: async <T>(statement: Sql) => (await query(statement)).rows[0] as T | undefined,
    run: async (statement) => (await query(statement)).rowCount ?? 0,
  }
}

function transactionOn(client: pg.PoolClient): Tx {
  return {
    ...queriesOn((statement) => client.query(statement)),
    text: (text, values) => client.query(text, values),
    copyOut: (text) => client.query(copyTo(text)),
    copyIn: async (text, source) => pipeline(source, client.query(copyFrom(text))),
  }
}

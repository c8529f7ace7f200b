import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import sql, { bulk, empty, join, raw, type Sql } from 'sql-template-tag'
import { Problem } from './errors.ts'

export { bulk, empty, join, raw, type Sql, sql }

/** Whatever can answer a query: the pool, or one transaction on one connection. */
export interface Queries {
  /** All rows of one parametrised statement. */
  rows<T>(statement: Sql): Promise<T[]>
  /** The first row, or undefined. */
  row<T>(statement: Sql): Promise<T | undefined>
  /** Runs a statement; answers the number of rows it touched. */
  run(statement: Sql): Promise<number>
  /** Raw text and values, for libraries that bring their own SQL (pg-boss). */
  text(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}

/** One open transaction. Await nothing inside it but its own queries; after its end it refuses every statement. */
export interface Tx extends Queries {
  /** `copy … to stdout` as a byte stream. */
  copyOut(text: string): Readable
  /** Feeds a byte stream into `copy … from stdin`. */
  copyIn(text: string, source: AsyncIterable<Uint8Array | string>): Promise<void>
}

export interface Db extends Queries {
  /** Where it is: for a process of our own that opens it by itself. Holds the password. */
  readonly url: string
  /**
   * BEGIN … COMMIT around `work`; any throw rolls back. A lost connection fails the whole of it, nothing leaks. Where
   * it is lost during the commit itself nobody knows whether that happened: callers repeat with a key.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** The same, REPEATABLE READ READ ONLY: every query sees one moment. */
  snapshot<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  end(): Promise<void>
}

// int8 and numeric as numbers: ids and counts stay far below 2^53. Dates stay 'YYYY-MM-DD'.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** The server gives up on a statement after this long; a copy has no such bound. */
const STATEMENT_MS = 120_000

/** A server that has not answered by then is gone: its socket is half-open and would be waited for for ever. */
const ANSWER_MS = STATEMENT_MS + 10_000

/** Waiting longer than this for a free connection is refused as `too-busy`. */
const CONNECTION_MS = 10_000

const SESSION = `-c timezone=UTC -c idle_in_transaction_session_timeout=60000 -c statement_timeout=${STATEMENT_MS}`

export interface DbOptions {
  /** Connections at once; 10. */
  max?: number
  /** Hears of connections that broke; the pool replaces them itself. */
  onLost?: (error: Error) => void
  /** Milliseconds after which a silent server counts as gone; 130 s, longer than any statement may take. */
  answerMs?: number
}

/** Opens the one pool of this process. */
export function openDb(url: string, options: DbOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `onegrid-${process.pid}`,
    max: options.max ?? 10,
    connectionTimeoutMillis: CONNECTION_MS,
    // A command that joined a database stays visible to the command that owns it: its connections never idle away.
    idleTimeoutMillis: 0,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: SESSION,
  })
  const answerMs = options.answerMs ?? ANSWER_MS
  let ending = false
  const lost = (error: Error) => {
    if (!ending) options.onLost?.(error)
  }
  // Heard from its first moment on: one read of the socket may hold both "ready" and the end of a connection, and an
  // unheard error of a connection, idle or in use, would end the process.
  pool.on('connect', (client) => client.on('error', lost))
  // The pool repeats what an idle connection said.
  pool.on('error', () => undefined)

  /** One connection for the time of `work`; it goes back to the pool only where every answer of it is accounted for. */
  async function using<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch(asBusy)
    const connection: Connection = { client, sound: true, copies: new Set(), answerMs }
    try {
      return await work(connection)
    } finally {
      client.release(!connection.sound)
    }
  }

  async function within<T>(begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return using(async (connection) => {
      await ask(connection, { text: begin })
      const tx = transactionOn(connection)
      try {
        const result = await work(tx)
        if (connection.copies.size > 0) throw new Error('A copy of this transaction was not read to its end')
        if (!connection.sound) throw new Error('The connection of this transaction was lost: it was rolled back')
        const { command } = await tx.finish('commit')
        // The server answers ROLLBACK to the commit of a transaction in which a statement failed and was caught.
        if (command !== 'COMMIT') throw new Error('A statement of this transaction failed: it was rolled back')
        return result
      } catch (error) {
        if (connection.copies.size > 0) connection.sound = false
        if (connection.sound) await tx.finish('rollback').catch(() => undefined)
        throw error
      }
    })
  }

  return {
    url,
    ...queriesOn((query) => using((connection) => ask(connection, query))),
    transaction: (work) => within('begin', work),
    snapshot: (work) => within('begin isolation level repeatable read read only', work),
    end: () => {
      ending = true
      return pool.end()
    },
  }
}

/** A connection in use. It is unsound from the moment an answer failed to come, and is then thrown away. */
interface Connection {
  client: pg.PoolClient
  sound: boolean
  /** Copies not read to their end: their rows are still on the way, nothing else can use the connection. */
  copies: Set<Readable>
  answerMs: number
}

interface Query {
  text: string
  values?: unknown[] | undefined
}

/** Sends one query and waits for its answer, not for ever. */
async function ask(connection: Connection, query: Query): Promise<pg.QueryResult> {
  const silence = setTimeout(() => void connection.client.end(), connection.answerMs)
  try {
    return await connection.client.query(query)
  } catch (error) {
    const refused = error instanceof pg.DatabaseError && error.severity === 'ERROR'
    if (!refused) connection.sound = false
    throw error
  } finally {
    clearTimeout(silence)
  }
}

function queriesOn(query: (query: Query) => Promise<pg.QueryResult>): Queries {
  return {
    rows: async <T>(statement: Sql) => (await query(statement)).rows as T[],
    row: async <T>(statement: Sql) => (await query(statement)).rows[0] as T | undefined,
    run: async (statement) => (await query(statement)).rowCount ?? 0,
    text: (text, values) => query({ text, values }),
  }
}

function transactionOn(connection: Connection): Tx & { finish(text: 'commit' | 'rollback'): Promise<pg.QueryResult> } {
  let over = false
  const usable = () => {
    if (over || !connection.sound) throw new Error('This transaction is over: the statement was not run')
  }
  const copying = () => {
    usable()
    // Queued before the copy on the same connection; should it fail, so does the copy.
    connection.client.query('set local statement_timeout = 0').catch(() => undefined)
  }
  return {
    ...queriesOn(async (query) => {
      usable()
      return ask(connection, query)
    }),
    copyOut: (text) => {
      copying()
      const out = connection.client.query(copyTo(text))
      connection.copies.add(out)
      out.once('end', () => connection.copies.delete(out))
      return out
    },
    copyIn: async (text, source) => {
      copying()
      await pipeline(source, connection.client.query(copyFrom(text))).catch((error) => {
        connection.sound = false
        throw error
      })
    },
    finish: (text) => {
      over = true
      return ask(connection, { text })
    },
  }
}

function asBusy(error: Error): never {
  if (/^timeout exceeded/.test(error.message)) throw new Problem('too-busy', { cause: error })
  throw error
}

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Duck, openDuck, type Reads } from './duck.ts'
import { DuckError } from './duckError.ts'
import { type Applied, refresh, type Standing, standing } from './refresh.ts'
import type { Source } from './source.ts'

export interface Renewed extends Applied {
  /** True when everything was read anew into a new file. */
  full: boolean
  standing: Standing
}

/** The one DuckDB of an installation: a folder with one serving file, rebuilt from the source whenever in doubt. */
export interface Warehouse {
  /** Brings the warehouse up to now. Calls during a refresh wait for it and then run once more, together. */
  refresh(source: Source): Promise<Renewed>
  /**
   * Reads at one moment; null while nothing was pulled yet, or when the file turns out damaged and was dropped. When
   * `signal` aborts, what runs is interrupted and the call rejects with the signal's reason.
   */
  ask<T>(work: (reads: Reads, standing: Standing) => Promise<T>, signal?: AbortSignal): Promise<T | null>
  close(): Promise<void>
}

type Log = (event: string, facts: Record<string, unknown>) => void

interface Serving {
  duck: Duck
  standing: Standing
}

const POINTER = 'current'

/**
 * Opens the warehouse in `folder`. A file that is missing, damaged or made by other SQL files is logged and left for
 * the next refresh to replace; a file held by another process throws, for nothing is wrong with it.
 */
export async function openWarehouse(folder: string, now: () => Date, log: Log): Promise<Warehouse> {
  mkdirSync(folder, { recursive: true })
  let serving = await serve(folder, log)
  sweep(folder, serving?.duck.file)
  let queue: Promise<unknown> = Promise.resolve()
  let waiting: Promise<Renewed> | null = null

  let closed = false

  async function renew(source: Source): Promise<Renewed> {
    if (closed) throw new Error(`${folder} is closed`)
    const old = serving
    const opened = now()
    return source.pull(old?.standing ?? null, async (pull) => {
      const next = { ...pull.watermark, pulledAt: opened.toISOString() }
      if (!pull.full && old) {
        const applied = await refresh(old.duck, pull, opened)
        if (serving !== old) throw new Error(`${path.basename(old.duck.file)} was dropped during its refresh`)
        serving = { duck: old.duck, standing: next }
        return { ...applied, full: false, standing: next }
      }
      const duck = await openDuck(path.join(folder, fresh(folder)))
      const applied = await refresh(duck, pull, opened).catch(async (error) => {
        await discard(duck)
        throw error
      })
      point(folder, duck.file)
      serving = { duck, standing: next }
      log('warehouse.rebuilt', { file: path.basename(duck.file), rows: applied.total })
      if (old) await discard(old.duck)
      return { ...applied, full: true, standing: next }
    })
  }

  async function drop({ duck }: Serving, reason: string): Promise<void> {
    if (serving?.duck !== duck) return
    serving = null
    log('warehouse.damaged', { file: path.basename(duck.file), reason })
    await discard(duck)
  }

  /** A damaged file is dropped and built anew, once. */
  async function renewOrRebuild(source: Source): Promise<Renewed> {
    const before = serving
    try {
      return await renew(source)
    } catch (error) {
      if (!before || !isDamage(error)) throw error
      await drop(before, error.message)
      return renew(source)
    }
  }

  return {
    refresh: (source) => {
      waiting ??= queue.then(() => {
        waiting = null
        const running = renewOrRebuild(source)
        queue = running.catch(() => undefined)
        return running
      })
      return waiting
    },
    ask: async (work, signal) => {
      const asked = serving
      if (!asked) return null
      try {
        return await asked.duck.read(async (reads) => {
          const stands = await standing(reads)
          return stands && work(reads, stands)
        }, signal)
      } catch (error) {
        if (!isDamage(error)) throw error
        await drop(asked, error.message)
        return null
      }
    },
    close: async () => {
      closed = true
      await queue
      await serving?.duck.close()
      serving = null
    },
  }
}

const isDamage = (error: unknown): error is DuckError => error instanceof DuckError && error.damaged

async function serve(folder: string, log: Log): Promise<Serving | null> {
  const name = pointed(folder)
  if (name === null) return null
  let duck: Duck | undefined
  try {
    duck = await openDuck(path.join(folder, name))
    const stands = await duck.read(standing)
    if (stands) return { duck, standing: stands }
    log('warehouse.outdated', { file: name })
  } catch (error) {
    if (!(error instanceof DuckError) || error.locked) throw error
    log('warehouse.damaged', { file: name, reason: error.message })
  }
  await duck?.close()
  return null
}

function pointed(folder: string): string | null {
  try {
    return readFileSync(path.join(folder, POINTER), 'utf8').trim() || null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Makes `file` the serving one, atomically. */
function point(folder: string, file: string): void {
  const beside = path.join(folder, `${POINTER}.new`)
  writeFileSync(beside, path.basename(file), { flush: true })
  renameSync(beside, path.join(folder, POINTER))
}

/** A name that no file of the folder has. */
function fresh(folder: string): string {
  const numbers = readdirSync(folder).map((name) => Number(/^warehouse-(\d+)\.duckdb/.exec(name)?.[1] ?? 0))
  return `warehouse-${Math.max(0, ...numbers) + 1}.duckdb`
}

/** Removes what a crash or a damaged file left behind. */
function sweep(folder: string, keep: string | undefined): void {
  for (const name of readdirSync(folder)) {
    const stale = /^warehouse-\d+\.duckdb/.test(name) && (keep === undefined || !name.startsWith(path.basename(keep)))
    if (stale) rmSync(path.join(folder, name), { recursive: true })
  }
}

async function discard(duck: Duck): Promise<void> {
  await duck.close()
  for (const ending of ['', '.wal', '.tmp']) rmSync(duck.file + ending, { force: true, recursive: true })
}

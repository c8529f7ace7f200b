import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { threadId } from 'node:worker_threads'

/**
 * Snapshots of atlases in the data folder, one file an edition. Files, not rows: at 100,000 areas a snapshot is some
 * hundred megabytes, which a file gives in a fraction of a second and a row in many; and what can be made anew at any
 * time does not belong in a backup. A file is written beside its place and then moved there, so that other processes
 * and a killed one see the old or the new, never half of it.
 */
const KEPT = 8
const HOUR_MS = 3_600_000

const folderOf = (dataFolder: string) => path.join(dataFolder, 'atlas')

/** Where the snapshot of an edition is, if there is one. */
export const fileOf = (dataFolder: string, editionId: number): string =>
  path.join(folderOf(dataFolder), `edition-${editionId}.atlas`)

/** Puts a snapshot in its place, and lets go of those that were written the longest ago. @throws file system errors */
export function writeSnapshot(dataFolder: string, editionId: number, snapshot: SharedArrayBuffer): void {
  const folder = folderOf(dataFolder)
  mkdirSync(folder, { recursive: true })
  const file = fileOf(dataFolder, editionId)
  const part = `${file}.${process.pid}.${threadId}.part`
  writeFileSync(part, new Uint8Array(snapshot), { flush: true })
  renameSync(part, file)
  clearAway(folder, statSync(file).mtimeMs)
}

/** Lets go of the oldest snapshots, and of what a killed process left half written. */
function clearAway(folder: string, now: number): void {
  const files = readdirSync(folder)
    .map((name) => path.join(folder, name))
    .map((file) => ({ file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now }))
    .sort((a, b) => b.at - a.at)
  const surplus = files.filter(({ file }) => file.endsWith('.atlas')).slice(KEPT)
  const halves = files.filter(({ file, at }) => file.endsWith('.part') && now - at > HOUR_MS)
  for (const { file } of [...surplus, ...halves]) rmSync(file, { force: true })
}

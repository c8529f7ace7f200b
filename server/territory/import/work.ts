import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { isAlive, thisProcess } from '../../embedded/processes.ts'

/** Who works on an import: this process on this machine, not to be mistaken for a later one. */
export function thisOwner(): string {
  const { pid, born } = thisProcess()
  return JSON.stringify([hostname(), pid, born])
}

/** True where the owner is a process of this machine that has ended; of other machines nobody here knows. */
export function isDead(owner: string): boolean {
  const [host, pid, born] = JSON.parse(owner) as [string, number, string]
  return host === hostname() && !isAlive({ pid, born })
}

/** Below the data folder: `uploads` holds files that came over HTTP, `work-…` what one run needs. */
const room = (folder: string) => path.join(folder, 'imports')
const WORK = 'work-'

export function uploadsFolder(folder: string): string {
  const uploads = path.join(room(folder), 'uploads')
  mkdirSync(uploads, { recursive: true, mode: 0o700 })
  return uploads
}

/** A folder for the files of one run, named after this process. */
export function workFolder(folder: string): { path: string; remove(): void } {
  mkdirSync(room(folder), { recursive: true, mode: 0o700 })
  const { pid, born } = thisProcess()
  const made = mkdtempSync(path.join(room(folder), `${WORK}${pid}-${born}-`))
  return { path: made, remove: () => rmSync(made, { recursive: true, force: true }) }
}

/** A name for an upload of this process. */
export function newUploadName(): string {
  const { pid, born } = thisProcess()
  return `${pid}-${born}-${randomUUID().replaceAll('-', '')}`
}

/** Removes what ended processes left behind: folders of runs, and uploads that no import names. */
export function removeLeftovers(folder: string, kept: readonly string[]): void {
  for (const name of listed(room(folder))) if (name.startsWith(WORK)) removeOfDead(room(folder), name)
  const uploads = path.join(room(folder), 'uploads')
  for (const name of listed(uploads)) if (!kept.includes(name)) removeOfDead(uploads, name)
}

function removeOfDead(folder: string, name: string): void {
  const [, pid, born] = /^(?:work-)?(\d+)-(.+)-[^-]+$/.exec(name) ?? []
  if (pid === undefined || born === undefined || isAlive({ pid: Number(pid), born })) return
  rmSync(path.join(folder, name), { recursive: true, force: true })
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

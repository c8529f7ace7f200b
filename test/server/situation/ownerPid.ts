import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** The process that holds DuckDB for this one; waits while there is none. */
export async function ownerPid(parent: number): Promise<number> {
  for (;;) {
    const children = readdirSync(`/proc/${parent}/task`).flatMap((thread) =>
      readFileSync(`/proc/${parent}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    )
    const owner = children.find((pid) => commandOf(pid).includes('situation/owner.ts'))
    if (owner !== undefined) return owner
    await sleep(20)
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

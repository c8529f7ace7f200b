import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { asRoot, scene } from './scene.ts'

const at = scene()

/** A disk of so many megabytes at a folder; null where this machine does not let us make one. */
function smallDisk(folder: string, megabytes: number): (() => void) | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  chmodSync(folder, 0o755)
  return () => execFileSync('umount', ['-l', folder])
}

describe.skipIf(!asRoot)('on a full disk (only root can make a small one)', () => {
  it.for([
    [20, 'The disk is full, the database cannot start'],
    [110, 'The disk is full, so the product stopped; what was committed is safe'],
  ] as const)('of %i MB the start ends with one sentence that says what to do', async ([size, sentence], { skip }) => {
    chmodSync(at.data.home, 0o755)
    const folder = path.join(at.data.home, 'small')
    mkdirSync(folder)
    const unmount = smallDisk(folder, size)
    if (unmount === null) return skip('this machine does not allow mounting a small disk')
    const { code, stderr } = await at.start(['--data', path.join(folder, 'data')]).ended
    unmount()
    expect(code).toBe(1)
    const plain = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{'))
    expect(plain, stderr).toHaveLength(2)
    expect(plain[1]).toContain(sentence)
  })
})

import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cvrplib, solomon } from '../geo/rounds/instances/small.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-cli-rounds-'))
const file = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text)
  return path.join(folder, name)
}

function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) =>
    execFile(process.execPath, ['cli/rounds.ts', ...args], { cwd: root }, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    ),
  )
}

afterAll(() => rmSync(folder, { recursive: true }))

describe('npm run rounds -- solve', () => {
  it('routes both kinds of file, has its answer checked and prints the gap; the same steps, the same answer', async () => {
    const given = ['solve', file('small.txt', solomon), '--objective', 'fleet', '--steps', '640', '--bks', '36']
    const [one, two] = [await run(...given), await run(...given)]
    expect(one.stderr).toBe('')
    expect(one.stdout).toContain('Cost 36.3246\nvehicles 2, ')
    expect(one.stdout).toContain('gap 0.90 % to 36\nchecker: no violation')
    const answer = (text: string) => text.replace(/\d+ a second/, '')
    expect(answer(two.stdout)).toBe(answer(one.stdout))

    const plain = await run('solve', file('small.vrp', cvrplib), '--seconds', '0.2', '--threads', '1')
    expect([plain.status, plain.stderr]).toEqual([0, ''])
    expect(plain.stdout).toContain('Cost 36\n')
    expect(plain.stdout).toContain('checker: no violation')
  })

  it('fails with the verdict of the checker where the vehicles do not suffice', async () => {
    const two = await run(
      'solve',
      file('one.txt', solomon.replace('  3         20', '  1         20')),
      '--steps',
      '64',
    )
    expect(two.status).toBe(1)
    expect(two.stdout).toContain('checker: [{"kind":"vehicles","routes":2,"vehicles":1}]')
  })

  it('names in both languages what is wrong with a file, and shows how it is used', async () => {
    const wrong = await run('solve', file('wrong.vrp', cvrplib.replace('EUC_2D', 'GEO')))
    expect(wrong.status).toBe(1)
    expect(wrong.stderr).toMatch(/第 1 行：应为 EDGE_WEIGHT_TYPE : EUC_2D，实为 GEO\nLine 1: expected/)
    const none = await run('solve', path.join(folder, 'none.txt'))
    expect([none.status, none.stderr.includes('ENOENT')]).toEqual([1, true])
    for (const args of [
      [],
      ['solve'],
      ['solve', 'a.txt', '--objective', 'joy'],
      ['solve', 'a.txt', '--seconds', '-1'],
    ]) {
      const usage = await run(...args)
      expect([usage.status, usage.stderr.startsWith('npm run rounds -- solve FILE')]).toEqual([2, true])
    }
  })
})

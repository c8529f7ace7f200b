import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'
import { initWASM, localGStar } from '@geoda/lisa'
import { giStar } from '../analytics/stats/getisOrd.ts'
import type { Graph } from '../analytics/stats/graph.ts'
import { permutationP } from '../analytics/stats/permutation.ts'
import { randomBelow } from '../analytics/stats/random.ts'
import { brief, printTable } from './table.ts'

/**
 * `npm run bench -- stats [--cells N] [--permutations N]`: Gi* with its z, p and reasons against one plain pass over the
 * same neighbour list, and conditional permutations against @geoda/lisa (GeoDa's C++ as WebAssembly). Seconds of this
 * thread's computing, not of the clock, so that a busy machine changes little.
 */
export default async function statsBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { cells: { type: 'string', default: '10000' }, permutations: { type: 'string', default: '999' } },
  })
  const small = passes(200, 100)
  const large = passes(1000, 1)
  const side = Math.round(Math.sqrt(Number(values.cells)))
  const draws = await permutations(side, Number(values.permutations))
  const against = `${values.permutations} permutations on ${side * side} cells`
  printTable(
    ['what', 'ms', 'peer', 'ms', 'ratio', 'bar', ''],
    [
      row('Gi* on 40,000 cells', small.star, 'one plain pass', small.plain, small.star / small.plain, '≤', 5),
      row('Gi* on 1,000,000 cells', large.star, 'bar in ms', 100, large.star / 100, '≤', 1),
      row(against, draws.ours, '@geoda/lisa', draws.theirs, draws.theirs / draws.ours, '≥', 5),
    ],
  )
}

function row(what: string, ms: number, peer: string, peerMs: number, ratio: number, sign: '≤' | '≥', bar: number) {
  const met = sign === '≤' ? ratio <= bar : ratio >= bar
  return [what, brief(ms), peer, brief(peerMs), brief(ratio), `${sign} ${bar}`, met ? 'met' : 'MISSED']
}

const ROUNDS = 15

/** Milliseconds of a plain pass and of Gi* on a square lattice, the median of rounds in turn, `repeats` calls each. */
function passes(side: number, repeats: number): { plain: number; star: number } {
  const graph = lattice(side)
  const values = counts(graph.n)
  const sums = new Float64Array(graph.n)
  const times = { plain: [] as number[], star: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    times.plain.push(computing(() => plainPass(graph, values, sums), repeats))
    times.star.push(computing(() => giStar(values, graph), repeats))
  }
  return { plain: median(times.plain), star: median(times.star) }
}

/** The least that any statistic of neighbourhoods must do. */
function plainPass({ n, offsets, neighbours }: Graph, x: Float64Array, sums: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = 0
    const end = offsets[i + 1]!
    for (let at = offsets[i]!; at < end; at++) sum += x[neighbours[at]!]!
    sums[i] = sum
  }
}

async function permutations(side: number, many: number): Promise<{ ours: number; theirs: number }> {
  const graph = lattice(side)
  const values = counts(graph.n)
  const lists = Array.from({ length: graph.n }, (_, i) => [
    ...graph.neighbours.subarray(graph.offsets[i], graph.offsets[i + 1]),
  ])
  const peer = { data: [...values], neighbors: lists, permutation: many, seed: 1 }
  await initWASM(geodaWasm())
  await localGStar({ ...peer, permutation: 9 })
  permutationP(values, graph, { permutations: 9, seed: 1 })
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < 3; round++) {
    ours.push(computing(() => permutationP(values, graph, { permutations: many, seed: 1 }), 1))
    const before = process.threadCpuUsage()
    await localGStar(peer)
    theirs.push(since(before))
  }
  return { ours: median(ours), theirs: median(theirs) }
}

/** The file that the package ships, as an address that needs no network; by itself it would ask a foreign host. */
function geodaWasm(): string {
  const file = createRequire(import.meta.url)
    .resolve('@geoda/lisa')
    .replace(/dist.*$/, 'wasm/geoda-lisa.wasm')
  return `data:application/wasm;base64,${readFileSync(file, 'base64')}`
}

function computing(work: () => unknown, repeats: number): number {
  const before = process.threadCpuUsage()
  for (let i = 0; i < repeats; i++) work()
  return since(before) / repeats
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1]!

/** The eight neighbours of each cell of a square lattice. */
function lattice(side: number): Graph {
  const n = side * side
  const offsets = new Uint32Array(n + 1)
  const neighbours = new Uint32Array(8 * n)
  let at = 0
  for (let i = 0; i < n; i++) {
    const [row, column] = [Math.floor(i / side), i % side]
    for (let r = Math.max(0, row - 1); r <= Math.min(side - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(side - 1, column + 1); c++) {
        if (r !== row || c !== column) neighbours[at++] = r * side + c
      }
    }
    offsets[i + 1] = at
  }
  return { n, offsets, neighbours: neighbours.slice(0, at), weights: null, style: 'binary' }
}

function counts(n: number): Float64Array {
  const below = randomBelow(1)
  return Float64Array.from({ length: n }, () => below(9))
}

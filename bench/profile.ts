import { Session } from 'node:inspector/promises'

const SHOWN = 12

/** Which functions a run spends its time in, itself without what it calls, by V8's own samples; most first. */
export async function profileOf(run: () => unknown): Promise<{ name: string; share: number }[]> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
  run()
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.functionName || '(nameless)']))
  const spent = new Map<string, number>()
  for (const [k, id] of (profile.samples ?? []).entries()) {
    const name = names.get(id)!
    spent.set(name, (spent.get(name) ?? 0) + (profile.timeDeltas?.[k] ?? 0))
  }
  const total = [...spent.values()].reduce((sum, time) => sum + time, 0)
  return Array.from(spent, ([name, time]) => ({ name, share: time / total }))
    .sort((a, b) => b.share - a.share)
    .slice(0, SHOWN)
}

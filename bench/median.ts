/**
 * Runs every work in turn, `rounds` times after one round to warm up, so that all of them see the same machine.
 * Answers the median of each in
 * milliseconds of computing, all threads together: other work on the machine counts little.
 */
export function medians(works: readonly (() => unknown)[], rounds = 5): number[] {
  const times = works.map((): number[] => [])
  for (let round = 0; round <= rounds; round++) {
    works.forEach((work, i) => {
      const before = process.cpuUsage()
      work()
      const { user, system } = process.cpuUsage(before)
      if (round > 0) times[i]!.push((user + system) / 1000)
    })
  }
  return times.map((of) => of.sort((a, b) => a - b)[of.length >> 1]!)
}

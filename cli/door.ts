/** What every command shares: opening the house. */
import { readConfig } from '../server/config.ts'
import type { House } from '../server/house.ts'
import { openHouse } from '../server/openHouse.ts'

/** Does some work in the installation that the environment names, joining a live product or starting its database. */
export async function within(work: (house: House) => Promise<void>): Promise<void> {
  const doors = { say: (line: string) => console.error(line), log: () => undefined, now: () => new Date() }
  const { house, close } = await openHouse(readConfig(), 'command', doors)
  try {
    await work(house)
  } finally {
    await close()
  }
}

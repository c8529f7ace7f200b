import type { Intake, Receipt } from '../api/report.ts'
import type { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { type Actor, SYSTEM } from './actor.ts'
import { receive } from './flow.ts'

interface Waiting {
  intake: Intake
  account: number | null
  resolve(answer: Receipt | Problem): void
  reject(error: unknown): void
}

/** Sets under way at once, and reports in one. */
const LANES = 2
const AT_ONCE = 200

/**
 * Receives single reports together: what arrives while others are being written shares the next transaction, so that
 * many reporters cost one commit. Nobody waits for company. A set that fails is received one by one, so that nobody
 * fails for another's sake.
 */
export function gatherer(house: House): (intake: Intake, by: Actor) => Promise<Receipt | Problem> {
  const waiting: Waiting[] = []
  let busy = 0

  async function lane() {
    busy++
    for (let some = waiting.splice(0, AT_ONCE); some.length > 0; some = waiting.splice(0, AT_ONCE)) {
      await receiveAll(house, some)
    }
    busy--
  }

  return (intake, by) =>
    new Promise((resolve, reject) => {
      waiting.push({ intake, account: by.account, resolve, reject })
      if (busy < LANES) void lane()
    })
}

async function receiveAll(house: House, some: readonly Waiting[]): Promise<void> {
  try {
    const answers = await receive(house, some, SYSTEM)
    for (const [index, { resolve }] of some.entries()) resolve(answers[index]!)
  } catch (error) {
    if (some.length === 1) some[0]!.reject(error)
    else await Promise.all(some.map((one) => receiveAll(house, [one])))
  }
}

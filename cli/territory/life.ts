/** The steps in the life of an edition at the command line. */
import { z } from 'zod'
import { accept } from '../../server/contract.ts'
import { Problem } from '../../server/errors.ts'
import type { House } from '../../server/house.ts'
import { approveEdition, publishEdition, withdrawEdition } from '../../server/territory/lifeFlow.ts'
import { editionOn, readEdition } from '../../server/territory/store.ts'

const NOBODY = { account: null }
const Day = z.object({ day: z.iso.date() })

export async function approve(house: House, id: number, acceptFaults: boolean): Promise<void> {
  const { knownFaults, faults } = await approveEdition(house, id, { acceptFaults, ...NOBODY })
  console.log(`edition ${id} is approved${knownFaults ? `, with ${faults} known faults` : ''}`)
}

/** @param which finds the edition, once the day is known to be one */
export async function publish(house: House, which: () => Promise<number>, day: string): Promise<void> {
  const { from } = accept(z.object({ from: z.iso.date() }), { from: day })
  const id = await which()
  const edition = await publishEdition(house, id, { from, ...NOBODY })
  const faults = edition.knownFaults ? `, with ${edition.faults} known faults` : ''
  console.log(`edition ${id} is in force from ${edition.validFrom}${faults}`)
}

export async function withdraw(house: House, id: number, words: string | undefined): Promise<void> {
  const { reason } = accept(z.object({ reason: z.string().trim().min(1).max(500) }), { reason: words ?? '' })
  const { validFrom } = await withdrawEdition(house, id, { reason, ...NOBODY })
  console.log(`edition ${id}, published from ${validFrom}, is withdrawn`)
}

/** Which edition is, was or will be in force on a local day. */
export async function at(house: House, text: string): Promise<void> {
  const { day } = accept(Day, { day: text })
  const id = await editionOn(house.db, day)
  if (id === undefined) throw new Problem('no-edition', { facts: { at: day } })
  const { name, validFrom } = (await readEdition(house.db, id))!
  console.log(`${id}  ${name}  in force from ${validFrom}`)
}

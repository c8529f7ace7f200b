import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildApp } from '../server/app.ts'
import type { House } from '../server/house.ts'
import type { SituationRoom } from '../server/situation/flow.ts'
import { openStatistics } from '../server/statistics/flow.ts'

/** The product over a house, on a free port of this machine. */
export async function serve(
  house: House,
  situation: SituationRoom | null = null,
): Promise<{ base: string; close: () => Promise<void> }> {
  const statistics = situation && openStatistics(house, situation)
  const server: Server = createServer(buildApp(house, situation, statistics))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      await statistics?.close()
    },
  }
}

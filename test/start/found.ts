/** Founds a plain district in the embedded database: `node test/start/found.ts DATA`. */

import { openHouse } from '../../server/openHouse.ts'
import { insertDistrict } from '../../server/territory/store.ts'

const doors = { say: () => undefined, log: () => undefined, now: () => new Date() }
const { house, close } = await openHouse({ databaseUrl: undefined, dataFolder: process.argv[2]! }, 'command', doors)
await insertDistrict(house.db, { code: 'x', name: 'X', nameEn: 'X', pack: 'plain', timeZone: 'Asia/Shanghai' })
await close()

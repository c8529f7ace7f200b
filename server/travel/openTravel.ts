import { STRAIGHT_LINE, type StraightLine, straightLineMatrix } from '../../geo/travel.ts'
import type { House } from '../house.ts'
import { checkQuestion } from './checkQuestion.ts'
import { remembering } from './memory.ts'
import { network } from './network.ts'
import { osrm } from './osrm.ts'
import type { TravelSettings } from './settings.ts'
import type { Adapter, Travel } from './travel.ts'
import { fileTravel, readTravelFile } from './travelFile.ts'
import { valhalla } from './valhalla.ts'

/** Travel as configured. A file is read at the first question, its bad lines logged; it is read again while it fails. */
export function openTravel(settings: TravelSettings, log: House['log']): Travel {
  return travelBy(adapterOf(settings, log))
}

/** Straight lines, which need nothing. */
export const straightTravel = (by: StraightLine = STRAIGHT_LINE): Travel => travelBy(straightLine(by))

/** An adapter behind the checks of a question. */
export function travelBy(adapter: Adapter): Travel {
  return {
    matrix: async (places, sources, destinations) => {
      const question = checkQuestion(places, sources, destinations)
      return 'refusal' in question ? question : adapter(question)
    },
  }
}

function adapterOf(settings: TravelSettings, log: House['log']): Adapter {
  switch (settings.kind) {
    case 'straight-line':
      return straightLine(settings)
    case 'csv':
      return fromFile(settings.file, log)
    case 'osrm':
      return remembering(network(osrm(settings.url, settings.profile)))
    case 'valhalla':
      return remembering(network(valhalla(settings.url, settings.profile)))
  }
}

function straightLine(by: StraightLine): Adapter {
  return async ({ places, sources, destinations }) => straightLineMatrix(places.points, sources, destinations, by)
}

function fromFile(file: string, log: House['log']): Adapter {
  let opened: Promise<Adapter> | undefined
  return async (question) => {
    opened ??= openFile(file, log)
    try {
      return await (await opened)(question)
    } catch (error) {
      opened = undefined
      const { message } = error as Error
      return {
        refusal: 'unavailable',
        zh: `路程文件无法读取：${message}`,
        en: `The travel file cannot be read: ${message}`,
      }
    }
  }
}

const LISTED = 100

async function openFile(path: string, log: House['log']): Promise<Adapter> {
  const file = await readTravelFile(path)
  const pairs = [...file.pairs.values()].reduce((sum, row) => sum + row.size, 0)
  const bad = file.bad.slice(0, LISTED).map(({ line, reason }) => ({ line, zh: reason.zh, en: reason.en }))
  log('travel.file', { path, encoding: file.encoding, pairs, badLines: file.bad.length, bad })
  return fileTravel(file)
}

import { type DemoLogin, demoFile } from './access/demo.ts'
import type { Config } from './config.ts'
import { demoState, loadDemo, type Progress } from './demo/load.ts'
import type { House } from './house.ts'

const STAGES: Record<Progress['stage'], string> = {
  areas: '边界 · boundaries',
  law: '事项、赋权、人员 · matters, mandates, people',
  reports: '一年的上报 · a year of reports',
  finished: '完成 · done',
}

/**
 * Loads the demo district into an installation that holds nothing yet: always into the embedded database, into the
 * operator's own only with --demo. A load that was interrupted goes on, whoever began it.
 * @returns the demo accounts made now; null where nothing was loaded
 */
export async function firstRun(
  house: House,
  config: Pick<Config, 'demo' | 'dataFolder' | 'databaseUrl'>,
  say: (line: string) => void,
): Promise<DemoLogin[] | null> {
  const state = await demoState(house)
  const wanted = config.demo || (config.databaseUrl === undefined && (await house.district()) === null)
  if (state === 'finished' || (state === 'absent' && !wanted)) return null
  if (state === 'absent') say('首次启动：装入演示辖区 · first run: loading the demo district …')
  else say('上次装入中断，继续 · going on with the interrupted loading of the demo district …')
  return loadDemo(house, { accounts: demoFile(config.dataFolder) }, tenths(say))
}

/** One line whenever another tenth of a stage is done. */
function tenths(say: (line: string) => void): (progress: Progress) => void {
  let last = ''
  return ({ stage, done, total }) => {
    const line = `  ${STAGES[stage]} ${Math.floor((done / total) * 10) * 10} %`
    if (line !== last) say(line)
    last = line
  }
}

import type { House } from '../house.ts'
import { failUnfinished } from './batchStore.ts'
import { locate, route } from './flow.ts'
import { relocate, resume } from './resume.ts'
import { swapReports } from './swap.ts'

type Step = (house: House, ids: readonly number[]) => Promise<unknown>

const STEPS = { 'report.locate': locate, 'report.route': route } as const satisfies Record<string, Step>

/** Jobs merged into one call, and reports in one transaction. */
const MERGED_JOBS = 50
const AT_ONCE = 1000

/**
 * Registers the workers that locate and route. Call once, after the house is built. What a killed process left half
 * done is begun anew at once: its jobs would else wait until they count as lost.
 */
export async function reportJobs(house: House): Promise<void> {
  await failUnfinished(house.db, house.now())
  await resume(house)
  await relocate(house)
  for (const queue of ['report.locate', 'report.route'] as const) {
    await house.jobs.work(queue, MERGED_JOBS, async (jobs) => {
      const ids = [...new Set(jobs.flatMap(({ reports }) => reports))]
      for (let start = 0; start < ids.length; start += AT_ONCE) {
        await together(house, queue, ids.slice(start, start + AT_ONCE))
      }
    })
  }
  await house.jobs.work('report.edition', MERGED_JOBS, async () => void (await swapReports(house)))
  await house.jobs.work('report.alone', 1, async ([job]) => {
    if (job !== undefined) await STEPS[job.queue](house, [job.report])
  })
}

/**
 * One set-based call. When the set fails, each report is tried alone: those that still fail get a job of their own,
 * which is retried and ends in the dead letters, so that nobody waits behind a poisoned report. When all of them
 * fail the set is not poisoned but the service is out of order: the whole job is retried.
 */
async function together(house: House, queue: keyof typeof STEPS, ids: readonly number[]): Promise<void> {
  try {
    await STEPS[queue](house, ids)
  } catch (error) {
    const failed: number[] = []
    for (const id of ids) {
      await STEPS[queue](house, [id]).catch((reason: unknown) => {
        failed.push(id)
        house.log('report.poison', { queue, report: id, message: String(reason) })
      })
    }
    if (failed.length === ids.length) throw error
    for (const report of failed) await house.jobs.start('report.alone', { queue, report })
  }
}

import type { Course } from '../dataSet.ts'
import type { Random } from '../random.ts'
import { isoLocal, localHour } from './days.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const RESULTS = [
  '现场核实并责令改正，当事人已整改到位',
  '已到场处置，劝离并清理完毕',
  '经核查情况属实，已立案调查，现场恢复原状',
  '现场教育并发出责令改正通知书，复查合格',
  '核查未发现违法行为，已向反映人说明',
  '已会同社区整改，拍照留存',
]

/** Held reports of the last day and a half mostly still wait, so that the desk has something to settle. */
const FRESH = 36 * HOUR
const STILL_HELD = 0.8

/**
 * What people did with a report by the end of the last day. About one in eighty drags on past every target;
 * `troubled` reports need an operator to settle place or matter first.
 */
export function course(receivedAt: number, end: number, troubled: boolean, rnd: Random): Course {
  if (troubled && end - receivedAt < FRESH && rnd.chance(STILL_HELD)) return UNTOUCHED
  const settledAt = working(receivedAt + 4 * MINUTE + rnd.next() ** 2 * 5 * HOUR)
  const slow = rnd.chance(0.012)
  const assignedAt = working(receivedAt + 3 * MINUTE + rnd.next() ** 3 * (slow ? 70 : 6) * HOUR)
  const sent = Math.max(settledAt, assignedAt)
  const returned = rnd.chance(0.02)
  const returnedAt = sent + (10 + rnd.below(120)) * MINUTE
  const acceptedAt = working((returned ? returnedAt : sent) + 2 * MINUTE + rnd.next() ** 2 * 3 * HOUR)
  const work = rnd.next() ** 3 * 60 * HOUR + (slow ? rnd.next() * 14 * 24 * HOUR : 0)
  const closedAt = working(acceptedAt + 20 * MINUTE + work)
  const done = (at: number) => (at <= end ? isoLocal(at) : null)
  return {
    settledAt: done(settledAt),
    assignedAt: done(assignedAt),
    returnedAt: returned ? done(returnedAt) : null,
    acceptedAt: done(acceptedAt),
    closedAt: done(closedAt),
    result: rnd.pick(RESULTS),
  }
}

const UNTOUCHED: Course = {
  settledAt: null,
  assignedAt: null,
  returnedAt: null,
  acceptedAt: null,
  closedAt: null,
  result: RESULTS[0]!,
}

/** Night work waits for the morning: between ten and seven nothing is done before seven. */
function working(at: number): number {
  const hour = localHour(at)
  if (hour >= 7 && hour < 22) return at
  const wait = hour >= 22 ? 31 - hour : 7 - hour
  return at + wait * HOUR - (at % HOUR) + (at % (47 * MINUTE))
}

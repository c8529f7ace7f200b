import type { Queue, ReportSummary } from '../../server/api/report.ts'
import type { Word } from '../i18n/zh.ts'

/** How a report stands, in one word: decides icon, colour and text everywhere. */
export type Standing = Queue | 'filing'

/** A target that still runs: what it is for, and when it ends (null: the calendar is not decreed). */
export interface Running {
  kind: 'dispatch' | 'close'
  due: number | null
}

const time = (text: string | null) => (text === null ? null : Date.parse(text))

/** The target a report works against now; null once it is closed. */
export function runningTarget(report: ReportSummary): Running | null {
  if (report.state === 'closed') return null
  if (report.state === 'dispatched') return { kind: 'close', due: time(report.closeDue) }
  return { kind: 'dispatch', due: time(report.dispatchDue) }
}

/** Milliseconds to the running target, negative when over; null where none runs or the calendar is pending. */
export function timeLeft(report: ReportSummary, now: number): number | null {
  const due = runningTarget(report)?.due ?? null
  return due === null ? null : due - now
}

export const isOverdue = (report: ReportSummary, now: number): boolean => (timeLeft(report, now) ?? 1) < 0

export function standingOf(report: ReportSummary, now: number): Standing {
  if (report.state === 'closed') return 'closed'
  if (report.hold !== null) return report.hold
  if (isOverdue(report, now)) return 'overdue'
  if (report.state === 'dispatched') return 'in-hand'
  return report.state === 'routed' ? 'to-dispatch' : 'filing'
}

export function standingWord(report: ReportSummary, now: number): Word {
  const standing = standingOf(report, now)
  if (standing !== 'in-hand') return `queue.${standing}`
  return report.acceptedAt === null ? 'queue.awaiting' : 'queue.accepted'
}

/** Whether a report belongs in a queue, as the server sorts them. */
export function belongs(report: ReportSummary, queue: Queue, now: number): boolean {
  if (queue === 'overdue') return isOverdue(report, now)
  if (queue === 'to-dispatch') return report.state === 'routed' && report.hold === null
  if (queue === 'in-hand') return report.state === 'dispatched'
  if (queue === 'closed') return report.state === 'closed'
  return report.hold === queue
}

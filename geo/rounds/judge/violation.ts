/** A rule that a solution breaks. `round` counts from 0 as the solution lists them; times are seconds since midnight. */
export type Violation =
  | { kind: 'no-such-check'; visit: string; check: string }
  | { kind: 'no-such-visit'; round: number; visit: string }
  | { kind: 'check-twice'; check: string }
  | { kind: 'visit-twice'; visit: string }
  /** Neither in a round nor left out with a reason. */
  | { kind: 'check-lost'; check: string }
  /** In a round, and left out with a reason too. */
  | { kind: 'check-both'; check: string }
  | { kind: 'foreign-check'; visit: string; check: string; premises: string }
  | { kind: 'foreign-zone'; round: number; visit: string; zone: string }
  | { kind: 'empty-round'; round: number }
  | { kind: 'visit-departments'; visit: string; expected: readonly string[] }
  | { kind: 'visit-lead'; visit: string; expected: string }
  | { kind: 'visit-service'; visit: string; claimedS: number; realS: number }
  /** The visit claims a window that is not inside those of all its checks. */
  | { kind: 'visit-window'; visit: string; check: string }
  | { kind: 'working-day'; round: number; day: string }
  | { kind: 'window'; round: number; check: string; day: string }
  | { kind: 'closed'; round: number; visit: string; day: string }
  | { kind: 'opening-hours'; round: number; visit: string; startS: number; endS: number }
  | { kind: 'half-day-length'; round: number; leaveS: number; backS: number }
  | { kind: 'no-way'; round: number; from: string; to: string }
  /** Arrives at a visit, or (null) back at the seat, at another time than the way takes. */
  | { kind: 'arrival'; round: number; visit: string | null; claimedS: number; realS: number }
  | { kind: 'early-start'; round: number; visit: string; arriveS: number; startS: number }
  | { kind: 'stay'; round: number; visit: string; claimedS: number; realS: number }
  | { kind: 'travel'; round: number; claimedS: number; realS: number }
  | { kind: 'round-departments'; round: number; missing: readonly string[]; needless: readonly string[] }
  | { kind: 'too-few-officers'; round: number; department: string; officers: number; needed: number }
  | { kind: 'no-such-officer'; round: number; officer: string }
  | { kind: 'needless-officer'; round: number; officer: string; department: string }
  | { kind: 'no-certificate'; round: number; officer: string; department: string; day: string }
  | { kind: 'absent'; round: number; officer: string; day: string; half: string }
  | { kind: 'two-rounds'; officer: string; day: string; half: string }
  | { kind: 'two-departments'; round: number; officer: string }
  | { kind: 'officer-zone'; round: number; officer: string; zone: string }
  | { kind: 'recused'; round: number; officer: string; premises: string }
  /** The officer is not there for all stops that need the department, or longer than the round is out. */
  | { kind: 'duty'; round: number; officer: string; department: string }
  | { kind: 'crew-size'; round: number; officers: number; most: number }
  | { kind: 'rounds-per-half-day'; zone: string; day: string; half: string; rounds: number; most: number }
  | { kind: 'cool-off'; premises: string; first: string; second: string; least: number }
  | { kind: 'frequency-cap'; premises: string; visits: number; most: number }
  | { kind: 'incompatible'; visit: string; matters: readonly [string, string] }
  /** `locked` counts from 0 as the problem lists them. */
  | { kind: 'locked-round'; locked: number }
  | { kind: 'cost'; figure: string; claimed: number; real: number }
  | { kind: 'bound'; figure: string; bound: number; real: number }
  | { kind: 'no-proof'; premises: string }
  | { kind: 'unlike-proof'; premises: string; visits: number; proven: number }
  /** The certificate is not one: these checks can share a visit, or are not as many checks of the premises as visits. */
  | { kind: 'proof'; premises: string; checks: readonly string[] }
  | { kind: 'not-fewest'; premises: string; visits: number; possible: number }
  /** A re-plan claims that merging anew would do with fewer visits than are possible. */
  | { kind: 'not-spared'; premises: string; visits: number; possible: number }
  /** A check that no visit takes although it could be served beside the others. */
  | { kind: 'could-be-served'; premises: string; served: number; possible: number }

import { Rules } from '../../geo/rounds/problem/rules.ts'

/** How crews work: a visit takes a quarter of an hour, its longest check, and half of every other. */
export const CREW_RULES: Rules = Rules.parse({ service: { baseS: 900, share: 0.5 } })

/** Seconds that one planned check takes. */
export const CHECK_S = 900

/** Rounds that one base can send out in a half-day. */
export const ROUNDS_PER_HALF_DAY = 2

/** Weights of the twelve months, January first. */
export const SEASONS = {
  even: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  summer: [0.3, 0.3, 0.5, 0.8, 1.4, 2.2, 2.8, 2.7, 1.8, 0.9, 0.4, 0.3],
  winter: [1.6, 1.2, 1.2, 0.9, 0.7, 0.6, 0.6, 0.7, 0.9, 1.2, 1.5, 1.6],
  /** Two rice harvests: a small burning season in July and the great one in October and November. */
  harvest: [0.3, 0.3, 0.4, 0.4, 0.4, 0.6, 2, 1.2, 0.9, 3.6, 4, 1.3],
  newYear: [3.2, 4.5, 0.6, 0.5, 0.4, 0.4, 0.4, 0.4, 0.5, 0.6, 0.6, 1.2],
  /** Tomb-sweeping in April, dry leaves in autumn. */
  dry: [1, 1.1, 1.7, 2.8, 0.6, 0.3, 0.3, 0.4, 0.9, 1.8, 1.6, 1.2],
  lowWater: [1.6, 1.5, 1, 0.6, 0.4, 0.3, 0.5, 0.6, 0.8, 1.3, 1.6, 1.8],
  holidays: [0.9, 1.3, 0.6, 1, 1.5, 0.9, 1.7, 1.8, 0.8, 2, 0.6, 0.6],
} as const satisfies Record<string, readonly number[]>
export type Season = keyof typeof SEASONS

/** Weights of the hours of a day, and how much of it happens on a Saturday or Sunday. */
export const RHYTHMS = {
  office: {
    hours: [0, 0, 0, 0, 0, 0.1, 0.4, 1, 2.4, 3, 3, 2.4, 1.2, 1.4, 2.4, 2.8, 2.6, 1.8, 1, 0.6, 0.4, 0.2, 0.1, 0],
    weekend: 0.4,
  },
  street: {
    hours: [0.1, 0, 0, 0, 0.1, 0.4, 1.2, 2.6, 2.8, 2.4, 2.2, 2, 1.2, 1, 1.6, 2, 2.4, 2.8, 2.6, 2, 1.6, 1, 0.5, 0.2],
    weekend: 1,
  },
  night: {
    hours: [1.6, 0.8, 0.3, 0.1, 0, 0, 0, 0.1, 0.1, 0.1, 0.1, 0.2, 0.2, 0.1, 0.1, 0.2, 0.4, 1, 2, 3, 3.4, 3.4, 3, 2.4],
    weekend: 1.7,
  },
  fields: {
    hours: [0.1, 0, 0, 0, 0.1, 0.4, 1, 1.6, 1.8, 1.6, 1.4, 1, 0.8, 0.8, 1.4, 2.2, 3, 3.2, 2.4, 1.4, 0.6, 0.3, 0.2, 0.1],
    weekend: 1.1,
  },
  shops: {
    hours: [0, 0, 0, 0, 0, 0.1, 0.4, 1, 1.8, 2.4, 2.6, 2.4, 1.8, 1.6, 2, 2.4, 2.4, 2, 1.8, 1.6, 1, 0.5, 0.2, 0.1],
    weekend: 1.2,
  },
} as const
export type Rhythm = keyof typeof RHYTHMS

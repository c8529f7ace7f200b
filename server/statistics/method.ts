import type { z } from 'zod'
import type { Reporters } from '../../analytics/questions.ts'
import type { ExposureKind } from '../api/statistics.ts'
import type { LevelName, Words } from '../api/terms.ts'
import type { Counted } from './counted.ts'
import type { Exposure } from './exposure.ts'
import type { Ground } from './ground.ts'
import type { KeptArea, KeptRun } from './runStore.ts'
import type { Thread } from './thread.ts'
import type { Window } from './window.ts'

/** What every question has; each method adds its own. */
export interface Question {
  from?: string | undefined
  to?: string | undefined
  category?: string | undefined
  street?: string | undefined
  zone?: string | undefined
  state?: string | undefined
  edition?: number | undefined
  level: z.infer<typeof LevelName>
}

/** Everything a method is given; nothing else enters its result. */
export interface Input {
  ground: Ground
  counted: Counted
  /** Whole slices only. */
  window: Window | null
  exposure: Exposure | null
  reporters: readonly Reporters[]
  compute: Thread['compute']
  signal: AbortSignal
}

/** What is kept of every run, whatever its method. */
export interface Facts {
  from: string | null
  to: string | null
  reports: number
  elsewhere: number
  /** Areas the question was about. */
  areas: number
  exposure: { kind: ExposureKind; source: Words; asOf: string | null } | null
  slices: string[]
}

export interface Computed {
  family: number
  /** Beside the common ones. */
  facts: Record<string, unknown>
  areas: { code: string; reason: string | null; figures: Record<string, unknown> }[]
}

/** One question to the statistics whose answer is kept. `F` its figures of an area, `X` its facts. */
export interface Method<Q extends Question, F, X> {
  name: string
  step?: (question: Q) => Window['step']
  exposure?: (question: Q) => ExposureKind | null
  /** Looks at who reported, too. */
  reporters?: boolean
  compute(input: Input, question: Q): Promise<Computed>
  words(run: KeptRun<X & Facts>, areas: readonly KeptArea<F>[]): Words
  areaWords(area: KeptArea<F>, run: KeptRun<X & Facts>): Words
}

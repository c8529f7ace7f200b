import type { z } from 'zod'
import type { Problem } from '../problem/problem.ts'

/** A problem as its file has it. */
export type ProblemFile = z.input<typeof Problem>
export type FilePremises = ProblemFile['premises'][number]
export type FileCheck = ProblemFile['checks'][number]
export type FileOfficer = NonNullable<ProblemFile['officers']>[number]

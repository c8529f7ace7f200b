import type { Pack } from './pack.ts'
import { plain } from './plain.ts'
import { shaxian } from './shaxian.ts'

/** The packs this product ships, by the code stored with the district. */
export const PACKS: Readonly<Record<string, Pack>> = { shaxian, plain }

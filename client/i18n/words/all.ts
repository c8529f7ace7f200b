import { compareWords } from './compare.ts'
import { inspectWords } from './inspect.ts'
import { territoryWords } from './territory.ts'

/** The words of every part that keeps its own: one line a part. */
export const PARTS = {
  ...compareWords,
  ...inspectWords,
  ...territoryWords,
}

export type PartWord = keyof typeof PARTS

import { territoryWords } from './territory.ts'

/** The words of every part that keeps its own: one line a part. */
export const PARTS = {
  ...territoryWords,
}

export type PartWord = keyof typeof PARTS

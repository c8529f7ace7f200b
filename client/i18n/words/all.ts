import { codesWords } from './codes.ts'
import { compareWords } from './compare.ts'
import { editorWords } from './editor.ts'
import { gridLayersWords } from './gridLayers.ts'
import { hotSpotWords } from './hotSpots.ts'
import { inspectWords } from './inspect.ts'
import { territoryWords } from './territory.ts'
import { checkWords } from './territoryCheck.ts'
import { importWords } from './territoryImport.ts'
import { zoningWords } from './zoning.ts'

/** The words of every part that keeps its own: one line a part. */
export const PARTS = {
  ...checkWords,
  ...codesWords,
  ...gridLayersWords,
  ...compareWords,
  ...editorWords,
  ...hotSpotWords,
  ...inspectWords,
  ...importWords,
  ...territoryWords,
  ...zoningWords,
}

export type PartWord = keyof typeof PARTS

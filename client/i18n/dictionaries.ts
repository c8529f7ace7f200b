import { en } from './en.ts'
import { PARTS, type PartWord } from './words/all.ts'
import { type Word, zh } from './zh.ts'

export type Lang = 'zh' | 'en'

const parts = (side: 0 | 1) =>
  Object.fromEntries(Object.entries(PARTS).map(([word, both]) => [word, both[side]])) as Record<PartWord, string>

/** Every word of the screens in both languages. */
export const DICTIONARIES: Record<Lang, Record<Word, string>> = {
  zh: { ...zh, ...parts(0) },
  en: { ...en, ...parts(1) },
}

import type { Words } from '../../server/api/terms.ts'
import { DICTIONARIES, type Lang } from './dictionaries.ts'
import type { Word } from './zh.ts'

export type { Lang }

const KEPT = 'onegrid.lang'

/** The language of the screens: zh-CN first, kept on this device. */
class Language {
  now = $state<Lang>(localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh')

  choose(lang: Lang) {
    this.now = lang
    localStorage.setItem(KEPT, lang)
  }

  get tag() {
    return this.now === 'zh' ? 'zh-CN' : 'en-GB'
  }
}

export const language = new Language()

/** The word in the present language; `{name}` places are filled from `values`. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
  return DICTIONARIES[language.now][word].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}

/** Whether a text names a word of the dictionary: event kinds and codes come from the server. */
export const isWord = (text: string): text is Word => text in DICTIONARIES.zh

export const say = (words: Words): string => words[language.now]

/** The name of a thing that has two; Chinese where no English one is recorded. */
export const nameOf = (thing: { name: string; nameEn: string }): string =>
  language.now === 'en' && thing.nameEn !== '' ? thing.nameEn : thing.name

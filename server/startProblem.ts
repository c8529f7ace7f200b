/**
 * Why the product cannot start, in one plain sentence a language, each saying what to do.
 * The command-line doors print it without a stack and end with exit code 1.
 */
export class StartProblem extends Error {
  readonly zh: string
  readonly en: string

  constructor(words: { zh: string; en: string }, cause?: unknown) {
    super(words.en, { cause })
    this.zh = words.zh
    this.en = words.en
  }
}

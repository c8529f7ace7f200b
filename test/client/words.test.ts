import { describe, expect, it } from 'vitest'
import { DICTIONARIES as SPOKEN } from '../../client/i18n/dictionaries.ts'
import { Basis, Command, Queue, ReportDetail } from '../../server/api/report.ts'
import { Hold, LevelName, Role } from '../../server/api/terms.ts'
import { PROBLEMS } from '../../server/errors.ts'
import { MOVES } from '../../server/report/moves.ts'

const { zh, en } = SPOKEN
const DICTIONARIES: Record<string, Record<string, string>> = SPOKEN
const commands = Command.options.map((option) => option.shape.move.value)

/** Every word that the screens put together from a code of the server. */
const ASKED_FOR: Record<string, readonly string[]> = {
  'kinds of events': ['receive', ...MOVES.map(({ move }) => move)].map((kind) => `event.${kind}`),
  commands: commands.flatMap((move) => [`move.${move}`, `move.done.${move}`]),
  holds: Hold.options.map((hold) => `queue.${hold}`),
  queues: Queue.options.flatMap((queue) => [`queue.${queue}`, `queue.empty.${queue}`]),
  roles: Role.options.map((role) => `role.${role}`),
  levels: LevelName.options.map((level) => `level.${level}`),
  reasons: Basis.shape.kind.options.map((kind) => `why.kind.${kind}`),
  modes: ReportDetail.shape.mode.unwrap().options.map((mode) => `detail.mode.${mode}`),
}

const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()

describe('the dictionaries', () => {
  for (const [what, words] of Object.entries(ASKED_FOR)) {
    it(`name all ${what} the server writes, in both languages`, () => {
      expect(words.length).toBeGreaterThan(0)
      for (const [language, dictionary] of Object.entries(DICTIONARIES)) {
        expect(
          words.filter((word) => !dictionary[word]),
          language,
        ).toEqual([])
      }
    })
  }

  it('leave no word empty, and put the same values into both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
    for (const [word, text] of Object.entries(zh)) {
      expect(text.trim(), word).not.toBe('')
      expect(places(en[word as keyof typeof en]), word).toEqual(places(text))
    }
  })

  it('are written in their own language', () => {
    const chinese = /\p{Script=Han}/u
    const english = Object.entries(en).filter(([, text]) => chinese.test(text))
    expect(english).toEqual([])
  })
})

describe('the problems', () => {
  it('say each refusal in Chinese and in English', () => {
    for (const [code, [, words, english]] of Object.entries(PROBLEMS)) {
      expect(words, code).toMatch(/\p{Script=Han}/u)
      expect(english, code).toMatch(/^[A-Z][\x20-\x7e]+$/)
    }
  })
})

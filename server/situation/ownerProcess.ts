import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { House } from '../house.ts'
import { type Answer, type Errand, type Question, unpackFailure, type Word } from './errand.ts'

const OWNER = path.join(import.meta.dirname, 'owner.ts')

/** The owner's process ended before it answered. */
export class OwnerLost extends Error {}

/** One life of the owner's process. */
export interface OwnerProcess {
  readonly alive: boolean
  /** A name for a question, and for the visit it opens. */
  nextId(): number
  /** @throws OwnerLost, or whatever the owner met */
  ask(question: Question): Promise<Answer>
  tell(errand: Errand): void
  /** Ends it at once; what it has committed stays. */
  kill(): Promise<void>
}

/** Starts the owner's process; what it has to say goes to `log`. */
export function startOwner(log: House['log']): OwnerProcess {
  const child = fork(OWNER, [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, { resolve: (value: Answer) => void; reject: (error: Error) => void }>()
  let alive = true
  let last = 0

  function hear(word: Exclude<Word, { kind: 'log' }>): void {
    const asker = waiting.get(word.id)
    waiting.delete(word.id)
    if (word.kind === 'answer') asker?.resolve(word.value)
    else asker?.reject(unpackFailure(word.failure))
  }

  function lose(cause: unknown): void {
    if (!alive) return
    alive = false
    for (const { reject } of waiting.values()) reject(new OwnerLost(`The warehouse's process ended: ${cause}`))
    waiting.clear()
  }

  child.on('message', (message) => {
    const word = message as Word
    if (word.kind === 'log') log(word.event, word.facts)
    else hear(word)
  })
  child.on('error', lose)
  child.on('exit', (code, signal) => lose(signal ?? `exit code ${code}`))

  const tell = (errand: Errand) => {
    // It may have died without our having heard of it yet: the exit tells.
    if (alive && child.connected) child.send(errand, () => undefined)
  }

  return {
    get alive() {
      return alive
    },
    nextId: () => ++last,
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (!alive) return reject(new OwnerLost('The warehouse has no process'))
        waiting.set(question.id, { resolve, reject })
        tell(question)
      }),
    tell,
    kill: async () => {
      if (!alive) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

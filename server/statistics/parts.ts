import type { House } from '../house.ts'
import type { SituationRoom } from '../situation/flow.ts'
import type { Grounds } from './grounds.ts'
import type { Thread } from './thread.ts'

/** What the questions are answered with. */
export interface Parts {
  house: House
  situation: Pick<SituationRoom, 'read' | 'refresh'>
  thread: Thread
  grounds: Grounds
  codeVersion: string
}

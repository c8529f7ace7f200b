import type { Component } from 'svelte'
import type { Word } from '../../i18n/zh.ts'

/** One kind of work on boundaries; its code comes only when it is opened. */
export interface Panel {
  name: string
  title: Word
  load(): Promise<{ default: Component }>
}

/** The panels in the order of the work: bring in, mend, draw, compare and publish, zone, number. */
export const PANELS: readonly Panel[] = []

import type { Component } from 'svelte'
import type { Word } from '../../i18n/zh.ts'

/** One kind of work on boundaries; its code comes only when it is opened. */
export interface Panel {
  name: string
  title: Word
  load(): Promise<{ default: Component }>
  /** Its work is on the edition in force, whichever is open: the map shows that one. */
  inForce?: true
}

/** The panels in the order of the work: bring in, overlay, mend, draw, compare and publish, zone, number. */
export const PANELS: readonly Panel[] = [
  { name: 'import', title: 'import.title', load: () => import('./import/Import.svelte') },
  { name: 'layers', title: 'layers.title', load: () => import('./layers/Layers.svelte') },
  { name: 'check', title: 'check.title', load: () => import('./check/Check.svelte') },
  { name: 'editor', title: 'editor.title', load: () => import('./editor/Editor.svelte') },
  { name: 'compare', title: 'compare.title', load: () => import('./compare/Compare.svelte') },
  { name: 'zones', title: 'zoning.title', load: () => import('./zones/Zones.svelte'), inForce: true },
  { name: 'codes', title: 'codes.title', load: () => import('./codes/Codes.svelte') },
]

import type { Word } from '../../i18n/zh.ts'
import { stage } from '../../map/stage.svelte.ts'
import { queue } from '../../state/queue.svelte.ts'
import { selection } from '../../state/selection.svelte.ts'
import { sheets } from '../../state/sheets.svelte.ts'
import { work } from '../../state/work.svelte.ts'

/** What the keys need of the desk. */
export interface DeskActions {
  open(id: number): void
  close(): void
  fit(): void
  /** Puts the focus on the list. */
  list(): void
}

/** The keys as the help sheet shows them. */
export const KEY_TABLE: readonly (readonly [keys: readonly string[], word: Word])[] = [
  [['J', 'K'], 'help.move'],
  [['Enter'], 'help.open'],
  [['A'], 'help.assign'],
  [['1–5'], 'help.candidate'],
  [['R'], 'help.return'],
  [['C'], 'help.close'],
  [['M'], 'help.map'],
  [['F'], 'help.fit'],
  [['/'], 'help.search'],
  [['?'], 'help.help'],
  [['Esc'], 'help.escape'],
]

const CANDIDATE = /^[1-5]$/

/** One key pressed on the desk. Keys typed into fields, and keys with Ctrl or Alt, are left alone. */
export function deskKey(event: KeyboardEvent, actions: DeskActions): void {
  if (event.key === 'k' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    sheets.show('search')
    return
  }
  if (event.ctrlKey || event.altKey || event.metaKey || sheets.open !== null) return
  if (event.key === 'Escape') {
    if (!work.cancel()) actions.close()
    return
  }
  if (isTyping(event.target) || (event.key === 'Enter' && isControl(event.target))) return
  if (press(event.key, actions)) event.preventDefault()
}

function press(key: string, actions: DeskActions): boolean {
  if (work.armed && CANDIDATE.test(key)) {
    work.assign(Number(key) - 1)
    return true
  }
  switch (key.toLowerCase()) {
    case 'j':
      return step(1, actions)
    case 'k':
      return step(-1, actions)
    case 'enter':
      return openCursor(actions)
    case 'a':
      work.cancel()
      openCursor(actions)
      work.armed = true
      return true
    case 'r':
      if (work.can('recall')) void work.run({ move: 'recall' })
      return true
    case 'c':
      work.begin('close')
      return true
    case 'm':
      if (document.activeElement?.classList.contains('maplibregl-canvas')) actions.list()
      else stage.focus()
      return true
    case 'f':
      actions.fit()
      return true
    case '/':
      sheets.show('search')
      return true
    case '?':
      sheets.show('help')
      return true
    default:
      return false
  }
}

/** Moves along the list; an open detail follows. */
function step(by: number, actions: DeskActions): boolean {
  const row = queue.neighbour(selection.cursor, by)
  if (row === undefined) return false
  work.cancel()
  selection.cursor = row.id
  actions.list()
  if (selection.open !== null) actions.open(row.id)
  return true
}

function openCursor(actions: DeskActions): boolean {
  if (selection.cursor === null || selection.cursor === selection.open) return false
  actions.open(selection.cursor)
  return true
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('button, a, [role=menuitem]')

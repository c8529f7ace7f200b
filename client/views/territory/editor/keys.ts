import { draft } from '../../../state/draft.svelte.ts'
import { saving } from '../../../state/saving.svelte.ts'
import { editor } from './editor.svelte.ts'
import { TOOLS } from './tools.ts'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Enter presses a button or opens a link that has the focus; only elsewhere it finishes a line. */
const isPressable = (target: EventTarget | null) =>
  target instanceof HTMLElement && /^(BUTTON|A|SUMMARY)$/.test(target.tagName)

/** The keys of the editor. */
export function onkeydown(event: KeyboardEvent) {
  if (!draft.editable || isTyping(event.target) || event.altKey) return
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key
  if (event.ctrlKey || event.metaKey) {
    if (key === 'Z') void (event.shiftKey ? saving.redo() : saving.undo())
    else if (key === 'Y') void saving.redo()
    else return
  } else if (key === 'Enter') {
    if (isPressable(event.target)) return
    editor.finish()
  } else if (key === 'Escape') editor.cancel()
  else if (key === 'Backspace') editor.back()
  else {
    const tool = TOOLS.find((one) => one.key === key)
    if (tool === undefined) return
    editor.use(tool.name)
  }
  event.preventDefault()
}

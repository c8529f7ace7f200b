import Combine from '@lucide/svelte/icons/combine'
import MousePointer2 from '@lucide/svelte/icons/mouse-pointer-2'
import Move from '@lucide/svelte/icons/move'
import PenLine from '@lucide/svelte/icons/pen-line'
import Scissors from '@lucide/svelte/icons/scissors'
import Spline from '@lucide/svelte/icons/spline'
import Waypoints from '@lucide/svelte/icons/waypoints'
import type { Component } from 'svelte'
import type { Word } from '../../../i18n/zh.ts'

/** The tools of the editor, each with the key that takes it up. */
export const TOOLS = [
  { name: 'select', key: 'V', icon: MousePointer2 },
  { name: 'border', key: 'B', icon: Move },
  { name: 'vertex', key: 'A', icon: Waypoints },
  { name: 'draw', key: 'D', icon: PenLine },
  { name: 'split', key: 'S', icon: Scissors },
  { name: 'reshape', key: 'R', icon: Spline },
  { name: 'merge', key: 'M', icon: Combine },
] as const satisfies readonly { name: string; key: string; icon: Component<{ size?: number }> }[]

export type Tool = (typeof TOOLS)[number]['name']

export const titleOf = (tool: Tool): Word => `editor.tool.${tool}`
export const howOf = (tool: Tool): Word => `editor.how.${tool}`

/** Tools that draw a line point by point. */
export const isDrawing = (tool: Tool): boolean => tool === 'draw' || tool === 'split' || tool === 'reshape'

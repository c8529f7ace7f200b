import { covers } from '../../../../geo/covers.ts'
import { type Arrangement, areasAt, arrangementOf } from '../../../../geo/edit/arrangement.ts'
import { deleteVertex } from '../../../../geo/edit/deleteVertex.ts'
import { draw } from '../../../../geo/edit/draw.ts'
import { type EditArea, isRefusal, type Outcome, type Reason } from '../../../../geo/edit/edit.ts'
import { insertVertex } from '../../../../geo/edit/insertVertex.ts'
import { merge } from '../../../../geo/edit/merge.ts'
import { moveChain } from '../../../../geo/edit/moveChain.ts'
import { moveVertex } from '../../../../geo/edit/moveVertex.ts'
import { reshape } from '../../../../geo/edit/reshape.ts'
import { type Snapped, snap } from '../../../../geo/edit/snap.ts'
import { split } from '../../../../geo/edit/split.ts'
import type { LonLat } from '../../../../geo/types.ts'
import { t } from '../../../i18n/i18n.svelte.ts'
import { LEVELS, type LevelName } from '../../../map/area.ts'
import { draft } from '../../../state/draft.svelte.ts'
import { bare, saving } from '../../../state/saving.svelte.ts'
import { around } from './around.svelte.ts'
import { isDrawing, type Tool } from './tools.ts'

/** How far the pointer reaches, as `snap` takes it. */
export interface Reach {
  reach: number
  squeeze: number
}

interface Drag {
  kind: 'vertex' | 'edge' | 'chain'
  from: LonLat
  to: LonLat
}

/** What the person is doing on the map with the draft's borders. */
class Editor {
  tool = $state<Tool>('select')
  level = $state<LevelName>('micro-grid')
  snapPx = $state(10)
  /** Whether a drawn area takes land of its neighbours. */
  take = $state(false)
  name = $state('')
  chosen = $state.raw<readonly string[]>([])
  line = $state.raw<readonly LonLat[]>([])
  cursor = $state.raw<LonLat | null>(null)
  snapped = $state.raw<Snapped | null>(null)
  drag = $state.raw<Drag | null>(null)
  /** Why the last action was not done. */
  refused = $state.raw<readonly Reason[]>([])

  arrangement = $derived.by<Arrangement>(() =>
    arrangementOf(
      LEVELS.flatMap((level) => draft.areas[level]?.features ?? []).map(({ geometry, properties }) =>
        bare({ geometry, ...properties }),
      ),
    ),
  )
  areas = $derived(this.chosen.flatMap((code) => this.arrangement.areas.get(code) ?? []))
  count = $derived(
    around.large ? (draft.edition?.counts[this.level] ?? 0) : (draft.areas[this.level]?.features.length ?? 0),
  )
  /** What the line or the drag would do as it stands; null while there is nothing to tell. */
  preview = $derived.by<Outcome | null>(() => {
    if (!draft.editable) return null
    if (this.drag !== null) return this.#dragged(this.drag)
    if (this.tool === 'merge') return this.chosen.length > 1 ? this.#merged() : null
    const path = this.cursor === null ? this.line : withPoint(this.line, this.cursor)
    return this.line.length > 0 && path.length > 1 ? this.#drawn(path) : null
  })

  use(tool: Tool) {
    this.tool = tool
    this.cancel()
  }

  show(level: LevelName) {
    this.level = level
    this.chosen = []
    this.cancel()
  }

  cancel() {
    this.line = []
    this.drag = null
    this.refused = []
  }

  choose(code: string, more: boolean) {
    if (!more) this.chosen = this.chosen.length === 1 && this.chosen[0] === code ? [] : [code]
    else if (this.chosen.includes(code)) this.chosen = this.chosen.filter((one) => one !== code)
    else this.chosen = [...this.chosen, code]
  }

  at(point: LonLat): EditArea | undefined {
    return areasAt(this.arrangement, point).find(
      ({ level, geometry }) => level === this.level && covers(geometry, point),
    )
  }

  hover(point: LonLat, reach: Reach) {
    const avoid = this.drag?.kind === 'vertex' ? this.drag.from : undefined
    const snapping = this.tool !== 'select' && this.tool !== 'merge' && this.snapPx > 0
    this.snapped =
      snapping && this.drag?.kind !== 'chain'
        ? snap(this.arrangement, point, { ...reach, ...(avoid && { avoid }) })
        : null
    this.cursor = this.snapped?.at ?? tidy(point)
    if (this.drag !== null) this.drag = { ...this.drag, to: this.cursor }
  }

  /** Takes hold of a border; false where there is none. */
  grab(point: LonLat, reach: Reach, whole: boolean): boolean {
    if (!draft.editable || this.tool !== 'border') return false
    const found = snap(this.arrangement, point, reach)
    if (found === null) return false
    this.refused = []
    const kind = whole ? 'chain' : found.kind
    this.drag = { kind, from: found.at, to: found.at }
    return true
  }

  drop() {
    const { drag } = this
    this.drag = null
    if (drag !== null && (drag.from[0] !== drag.to[0] || drag.from[1] !== drag.to[1])) this.act(this.#dragged(drag))
  }

  click(point: LonLat, reach: Reach, more: boolean) {
    this.refused = []
    if (!draft.editable || this.tool === 'select' || this.tool === 'merge' || this.tool === 'border') {
      const area = this.at(point)
      if (area !== undefined) this.choose(area.code, more || this.tool === 'merge')
      else if (!more) this.chosen = []
      return
    }
    if (isDrawing(this.tool)) {
      this.hover(point, reach)
      const [first] = this.line
      if (this.tool === 'draw' && first !== undefined && this.line.length > 2 && isSame(first, this.cursor!))
        this.finish()
      else this.line = withPoint(this.line, this.cursor!)
      return
    }
    const found = snap(this.arrangement, point, reach)
    if (found === null) return
    this.act(found.kind === 'vertex' ? deleteVertex(this.arrangement, found) : insertVertex(this.arrangement, found))
  }

  /** Takes the last point of the line back. */
  back() {
    this.line = this.line.slice(0, -1)
  }

  finish() {
    if (this.tool === 'merge') {
      if (this.act(this.#merged())) this.chosen = this.chosen.slice(0, 1)
      return
    }
    if (!isDrawing(this.tool) || this.line.length < 2) return
    if (this.act(this.#drawn(this.line))) this.line = []
  }

  /** Does what was worked out, or says why not. */
  act(outcome: Outcome): boolean {
    if (isRefusal(outcome)) {
      this.refused = outcome.reasons
      return false
    }
    const before = [...outcome.remove, ...outcome.put.map(({ code }) => code)].flatMap(
      (code) => this.arrangement.areas.get(code) ?? [],
    )
    saving.add(outcome, before)
    this.refused = []
    this.chosen = this.chosen.filter((code) => this.arrangement.areas.has(code))
    return true
  }

  #dragged({ kind, from, to }: Drag): Outcome {
    if (kind === 'vertex') return moveVertex(this.arrangement, { from, to })
    if (kind === 'edge') return insertVertex(this.arrangement, { at: from, to })
    return moveChain(this.arrangement, { at: from, by: [to[0] - from[0], to[1] - from[1]], level: this.level })
  }

  #merged(): Outcome {
    return merge(this.arrangement, { codes: this.chosen, keep: this.chosen[0]! })
  }

  #drawn(path: readonly LonLat[]): Outcome {
    if (this.tool === 'draw') {
      const name = this.name.trim() || t('editor.newNamed', { level: t(`level.${this.level}`) })
      return draw(this.arrangement, { outline: path, level: this.level, name: this.#free(name), take: this.take })
    }
    const code = this.chosen.length === 1 ? this.chosen[0]! : (this.#crossed(path)?.code ?? '')
    return this.tool === 'split'
      ? split(this.arrangement, { code, line: path })
      : reshape(this.arrangement, { code, line: path })
  }

  /** The area of the level in the middle of the longest stretch of a line. */
  #crossed(path: readonly LonLat[]): EditArea | undefined {
    const stretches = path.slice(1).map((b, n) => ({ a: path[n]!, b }))
    const [longest] = stretches.sort((p, q) => length(q) - length(p))
    return longest && this.at([(longest.a[0] + longest.b[0]) / 2, (longest.a[1] + longest.b[1]) / 2])
  }

  #free(name: string): string {
    const taken = new Set([...this.arrangement.areas.values()].map((area) => area.name))
    for (let n = 2; ; n++) {
      if (!taken.has(name)) return name
      if (!taken.has(`${name}（${n}）`)) return `${name}（${n}）`
    }
  }
}

const length = ({ a, b }: { a: LonLat; b: LonLat }) => Math.hypot(b[0] - a[0], b[1] - a[1])
const isSame = (a: LonLat, b: LonLat) => a[0] === b[0] && a[1] === b[1]
const withPoint = (line: readonly LonLat[], point: LonLat) => {
  const last = line.at(-1)
  return last !== undefined && isSame(last, point) ? line : [...line, point]
}
/** A millimetre. */
const tidy = ([lon, lat]: LonLat): LonLat => [Math.round(lon * 1e8) / 1e8, Math.round(lat * 1e8) / 1e8]

export const editor = new Editor()

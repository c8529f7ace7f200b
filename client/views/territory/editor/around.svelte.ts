import type { Box } from '../../../../geo/types.ts'
import { areasAround } from '../../../api/editor.ts'
import { stage } from '../../../map/stage.svelte.ts'
import { draft } from '../../../state/draft.svelte.ts'
import { saving } from '../../../state/saving.svelte.ts'
import { isLarge } from '../../../state/territory.svelte.ts'

/** Of a large edition the areas in view come from this zoom on. */
const NEAR_ZOOM = 14
/** What comes is this much wider than the view on every side, in views. */
const MARGIN = 0.5

/** The areas of a large edition that are loaded: those around the view. */
class Around {
  large = $derived(isLarge(draft.edition?.counts))
  near = $derived((stage.look?.zoom ?? 0) >= NEAR_ZOOM)
  error = $state.raw<unknown>(null)
  #loaded: { edition: number; load: number; boxes: Box[] } = { edition: 0, load: 0, boxes: [] }

  /** Brings what the view needs and is not here yet. */
  async follow() {
    const bounds = stage.map?.getBounds()
    const id = draft.id
    if (!this.large || !this.near || bounds === undefined || id === null || draft.version === null) return
    const load = draft.loads
    if (this.#loaded.edition !== id || this.#loaded.load !== load) this.#loaded = { edition: id, load, boxes: [] }
    const view: Box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
    const { boxes } = this.#loaded
    if (saving.waiting.length > 0 || boxes.some((box) => within(view, box))) return
    const box = wider(view)
    boxes.push(box)
    try {
      const come = await areasAround(id, box)
      if (draft.id !== id) return
      this.error = null
      if (come.version === draft.version) draft.bring(come)
      else this.#loaded.boxes = boxes.filter((one) => one !== box)
    } catch (error) {
      this.error = error
      this.#loaded.boxes = boxes.filter((one) => one !== box)
    }
  }
}

const within = (inner: Box, outer: Box) =>
  inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]

function wider([west, south, east, north]: Box): Box {
  const [wide, high] = [(east - west) * MARGIN, (north - south) * MARGIN]
  return [west - wide, south - high, east + wide, north + high]
}

export const around = new Around()

import { untrack } from 'svelte'
import type { PreviewOut } from '../../../../server/api/territoryImport.ts'
import { EMPTY } from '../../../map/layers/layer.ts'
import { stage } from '../../../map/stage.svelte.ts'

/** Draws a boundary file on the map before it is imported, and flies to it. Called while a component is made. */
export function drawPreview(preview: () => PreviewOut | null): void {
  $effect(() => {
    const shown = preview()
    stage.fill('import-outlines', (shown?.outlines as GeoJSON.FeatureCollection | undefined) ?? EMPTY)
    stage.fill('import-problem', EMPTY)
    const box = shown?.box
    if (box && stage.status === 'ready') untrack(() => stage.fit(box))
  })
}

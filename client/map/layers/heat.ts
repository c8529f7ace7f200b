import type { ExpressionSpecification } from 'maplibre-gl'
import type { Palette } from '../palette.ts'
import { emptySource, type LayerGroup } from './layer.ts'

/** The reach of one point on the screen, px: the ground it stands for follows the zoom. */
export const HEAT_RADIUS = 26

/** From nothing through the ramp; the faintest step fades in, so that empty ground stays empty. */
const glowing = ({ ramp, rampClear }: Palette): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['heatmap-density'],
  0,
  rampClear,
  ...(ramp.slice(1).flatMap((colour, at, all) => [at === 0 ? 0.03 : at / (all.length - 1), colour]) as [
    number,
    string,
  ]),
]

/** Where reports lie close together: a kernel density whose peak is the top of the ramp. */
export const heat: LayerGroup = {
  name: 'heat',
  sources: { heat: emptySource() },
  layers: (palette) => [
    {
      id: 'heat',
      type: 'heatmap',
      source: 'heat',
      paint: {
        'heatmap-weight': ['get', 'weight'],
        'heatmap-radius': HEAT_RADIUS,
        'heatmap-color': glowing(palette),
        'heatmap-opacity': 0.82,
      },
    },
  ],
}

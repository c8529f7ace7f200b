import { GLYPHS } from './glyphs.ts'
import type { Palette } from './palette.ts'

const SIZE = 26
const RATIO = 2

type Standing = keyof typeof GLYPHS

const colourOf = (standing: Standing, palette: Palette): string =>
  palette.states[standing === 'filing' ? 'closed' : standing]

/** A disc in the colour of the standing with its drawing in it, at twice the pixels of its size. */
function draw(standing: Standing, palette: Palette): ImageData {
  const side = SIZE * RATIO
  const canvas = new OffscreenCanvas(side, side)
  // Drawn by the processor: to read a picture back from the graphics card, the page would wait for it each time.
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  context.scale(RATIO, RATIO)
  context.beginPath()
  context.arc(SIZE / 2, SIZE / 2, SIZE / 2 - 1.5, 0, Math.PI * 2)
  context.fillStyle = colourOf(standing, palette)
  context.fill()
  context.lineWidth = 1.8
  context.strokeStyle = palette.ring
  context.stroke()
  context.translate(6, 6)
  context.scale(14 / 24, 14 / 24)
  context.lineWidth = 2.9
  context.lineCap = 'round'
  context.lineJoin = 'round'
  for (const path of GLYPHS[standing]) context.stroke(new Path2D(path))
  return context.getImageData(0, 0, side, side)
}

/** The images the report layers name, `state-…`. */
export const stateImages = (palette: Palette) =>
  (Object.keys(GLYPHS) as Standing[]).map((standing) => ({
    name: `state-${standing}`,
    image: draw(standing, palette),
    pixelRatio: RATIO,
  }))

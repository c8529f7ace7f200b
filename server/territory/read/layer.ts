import { Problem } from '../../errors.ts'
import type { BoundarySource, RawFeature } from './source.ts'

/** The layer asked for, or the only one; null where one must be chosen. @throws Problem invalid-input: no such layer. */
export function chosenLayer(layers: BoundarySource['layers'], asked: string | undefined): string | null {
  if (asked === undefined) return layers.length === 1 ? layers[0]!.name : null
  if (layers.some(({ name }) => name === asked)) return asked
  const expected = `one of ${layers.map(({ name }) => name).join(', ')}`
  throw new Problem('invalid-input', { flaws: [{ path: 'layer', expected, got: asked }] })
}

/** The features of a file of which no layer is chosen: a refusal. */
// biome-ignore lint/correctness/useYield: it stands in for the features of a file, of which there are none
export async function* unchosen(layers: BoundarySource['layers']): AsyncGenerator<RawFeature> {
  throw layerNeeded(layers)
}

/** The refusal to work on a file of several layers before one is chosen. */
export function layerNeeded(layers: BoundarySource['layers']): Problem {
  const expected = `one of ${layers.map(({ name }) => name).join(', ')}`
  return new Problem('invalid-input', { flaws: [{ path: 'layer', expected, got: 'none' }] })
}

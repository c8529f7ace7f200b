import { Problem } from '../../errors.ts'

/** A FeatureCollection read from a stream: its features, and what the file itself says of its coordinate system. */
export interface FeatureFile {
  features: unknown[]
  /** Name in the `crs` member of older GeoJSON; null where there is none. */
  declaredCrs: string | null
}

/**
 * Reads a GeoJSON FeatureCollection feature by feature: the file's text is never held as a whole, so that its size is
 * bounded by the memory of its features, not by the longest string.
 * @throws Problem malformed-json, invalid-input (not a FeatureCollection), body-too-large (beyond `limitBytes`).
 */
export async function readFeatureFile(
  source: AsyncIterable<Uint8Array>,
  limitBytes = Number.POSITIVE_INFINITY,
): Promise<FeatureFile> {
  const splitter = new FeatureSplitter()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.byteLength
    if (bytes > limitBytes) throw new Problem('body-too-large', { facts: { limitBytes } })
    splitter.take(decoded(() => decoder.decode(chunk, { stream: true })))
  }
  splitter.take(decoded(() => decoder.decode()))
  const { frame, cut } = splitter.end()
  if (!isCollection(frame)) {
    const got = String((frame as { type?: unknown } | null)?.type ?? 'nothing')
    throw new Problem('invalid-input', { flaws: [{ path: 'type', expected: 'FeatureCollection', got }] })
  }
  let taken = 0
  const features = frame.features.map((left) => (typeof left === 'object' && left !== null ? cut[taken++] : left))
  if (taken !== cut.length) {
    const flaws = [{ path: 'features', expected: 'one member "features"', got: 'several' }]
    throw new Problem('malformed-json', { flaws })
  }
  return { features, declaredCrs: frame.crs?.properties?.name ?? null }
}

interface Frame {
  type: 'FeatureCollection'
  features: unknown[]
  crs?: { properties?: { name?: string } } | null
}

const isCollection = (frame: unknown): frame is Frame =>
  typeof frame === 'object' &&
  frame !== null &&
  'type' in frame &&
  frame.type === 'FeatureCollection' &&
  'features' in frame &&
  Array.isArray(frame.features)

function decoded(decode: () => string): string {
  try {
    return decode()
  } catch (cause) {
    const flaws = [{ path: '', expected: 'text in UTF-8', got: 'bytes that are not UTF-8' }]
    throw new Problem('malformed-json', { flaws, cause })
  }
}

/**
 * Cuts the elements of the root's `features` array out of JSON text as it arrives. What is left, with {} for each
 * element, is parsed at the end: text that is not JSON is refused wherever the fault lies.
 */
class FeatureSplitter {
  private readonly features: unknown[] = []
  private readonly frame: string[] = []
  private element: string[] | null = null
  private depth = 0
  private inText = false
  private escaped = false
  private inFeatures = false
  /** The last text read at depth 1: the key, when an array begins there. */
  private key = ''
  private readingKey = false

  take(text: string): void {
    let from = 0
    const flush = (to: number) => {
      if (to > from) (this.element ?? this.frame).push(text.slice(from, to))
      from = to
    }
    for (let at = 0; at < text.length; at++) {
      const char = text.charCodeAt(at)
      if (this.inText) {
        if (this.readingKey) this.key += text[at]
        if (this.escaped) this.escaped = false
        else if (char === BACKSLASH) this.escaped = true
        else if (char === QUOTE) {
          this.inText = false
          this.readingKey = false
        }
        continue
      }
      switch (char) {
        case QUOTE:
          this.inText = true
          if (this.depth === 1) {
            this.key = '"'
            this.readingKey = true
          }
          break
        case OPEN_BRACE:
        case OPEN_BRACKET:
          if (this.inFeatures && this.depth === 2) {
            flush(at)
            this.frame.push('{}')
            this.element = []
          }
          this.depth++
          if (this.depth === 2 && char === OPEN_BRACKET && this.key === '"features"') this.inFeatures = true
          break
        case CLOSE_BRACE:
        case CLOSE_BRACKET:
          this.depth--
          if (this.inFeatures && this.depth === 2) {
            flush(at + 1)
            this.features.push(parsed(this.element!.join(''), this.features.length))
            this.element = null
          }
          if (this.depth === 1) this.inFeatures = false
          break
      }
    }
    flush(text.length)
  }

  end(): { frame: unknown; cut: unknown[] } {
    return { frame: parsed(this.frame.join(''), null), cut: this.features }
  }
}

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [...'"\\{}[]'].map((char) =>
  char.charCodeAt(0),
)

function parsed(text: string, feature: number | null): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    const path = feature === null ? '' : `features.${feature}`
    throw new Problem('malformed-json', { flaws: [{ path, expected: 'JSON', got: String(cause) }], cause })
  }
}

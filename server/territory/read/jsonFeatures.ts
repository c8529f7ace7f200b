import { Problem } from '../../errors.ts'
import { type FilePlace, unreadable } from './refusal.ts'

/** One feature, or the frame around all of them, may have this many characters: some three million vertices. */
const LIMIT_CHARS = 128 * 1024 * 1024
const LIMIT_DEPTH = 100

/**
 * Cuts GeoJSON text into its features as it arrives: the elements of a FeatureCollection, a Feature, a geometry, or
 * a sequence of those (one a line, or each after a record separator, RFC 8142). What is around the elements is parsed
 * when it ends, so that text which is not JSON is refused wherever the fault lies; a feature is held one at a time.
 * @throws Problem unreadable-file
 */
export class JsonFeatures {
  /** Names of the root's members seen so far. */
  readonly members: string[] = []
  /** The root of a collection, its list of features left out, once it has been read. */
  root: Record<string, unknown> | undefined
  private readonly place: FilePlace
  private out: unknown[] = []
  private count = 0
  private roots = 0
  private collections = 0
  private readonly frame: string[] = []
  private chars = 0
  private element: string[] | null = null
  private depth = 0
  private inText = false
  private escaped = false
  private list: 'none' | 'start' | 'after-element' | 'after-comma' | 'ended' = 'none'
  /** The last text read at depth 1: the key, when an array begins there. */
  private key = ''
  private readingKey = false

  constructor(place: FilePlace) {
    this.place = place
  }

  /** Whether the list of features has begun. */
  get inFeatures(): boolean {
    return this.list !== 'none'
  }

  /** The root object as read so far, its list of features left out; undefined where that is not yet JSON. */
  head(): Record<string, unknown> | undefined {
    try {
      return JSON.parse(`${this.frame.join('')}]}`)
    } catch {
      return undefined
    }
  }

  /** Reads on; the features that became complete. */
  take(text: string): unknown[] {
    this.out = []
    let from = 0
    const flush = (to: number) => {
      if (to > from) this.keep(text.slice(from, to))
      from = to
    }
    for (let at = 0; at < text.length; at++) {
      const char = text.charCodeAt(at)
      if (this.inText) {
        if (this.escaped) this.escaped = false
        else if (char === BACKSLASH) this.escaped = true
        else if (char === QUOTE) this.inText = false
        if (this.readingKey) {
          if (this.inText) this.key += text[at]
          else this.readingKey = false
        }
        continue
      }
      if (this.depth === 0 && char !== OPEN_BRACE) {
        if (!isSpace(char) && char !== RECORD_SEPARATOR) throw this.refused('a GeoJSON object', shown(text, at))
        from = at + 1
        continue
      }
      if (this.depth === 2 && this.listOpen() && char !== CLOSE_BRACKET) {
        flush(at)
        if (char !== OPEN_BRACE || this.list === 'after-element') {
          this.between(char, text, at)
          from = at + 1
          continue
        }
        this.element = []
        this.chars = 0
      }
      switch (char) {
        case QUOTE:
          this.inText = true
          if (this.depth === 1) {
            this.key = ''
            this.readingKey = true
          }
          break
        case COLON:
          if (this.depth === 1 && this.roots === 0) this.members.push(this.key)
          break
        case OPEN_BRACE:
        case OPEN_BRACKET:
          if (++this.depth > LIMIT_DEPTH) throw this.refused(`at most ${LIMIT_DEPTH} levels of nesting`, 'more')
          if (this.depth === 2 && char === OPEN_BRACKET && this.key === 'features') this.openList(() => flush(at + 1))
          break
        case CLOSE_BRACE:
        case CLOSE_BRACKET:
          this.depth--
          if (this.element !== null && this.depth === 2) {
            flush(at + 1)
            this.endElement()
          } else if (this.depth === 1 && this.listOpen()) {
            if (this.list === 'after-comma') throw this.refused('a GeoJSON Feature', shown(text, at))
            this.list = 'ended'
          } else if (this.depth === 0) {
            flush(at + 1)
            this.endRoot()
          }
          break
      }
    }
    flush(text.length)
    return this.out
  }

  /** To be called when the text has ended. */
  end(): void {
    if (this.depth > 0 || this.inText) {
      throw this.refused(
        'GeoJSON 的结尾 / the end of the GeoJSON object',
        '文件结束：文件不完整 / the end of the file: it is cut off',
      )
    }
    if (this.roots === 0) throw this.refused('GeoJSON', '空文件 / an empty file')
  }

  private listOpen(): boolean {
    return this.list !== 'none' && this.list !== 'ended' && this.element === null
  }

  private openList(flush: () => void): void {
    if (this.list !== 'none') throw this.refused('one member "features"', 'several')
    flush()
    this.list = 'start'
  }

  private between(char: number, text: string, at: number): void {
    if (isSpace(char)) return
    if (char !== COMMA || this.list !== 'after-element') {
      throw this.refused(
        this.list === 'after-element' ? 'a comma or the end of the list' : 'a GeoJSON Feature',
        shown(text, at),
      )
    }
    this.list = 'after-comma'
  }

  private keep(piece: string): void {
    this.chars += piece.length
    if (this.chars > LIMIT_CHARS) throw this.refused(`at most ${LIMIT_CHARS} characters a feature`, 'more')
    ;(this.element ?? this.frame).push(piece)
  }

  private endElement(): void {
    this.emit(this.parsed(this.element!.join('')))
    this.element = null
    this.list = 'after-element'
  }

  private endRoot(): void {
    const root = this.parsed(this.frame.join('')) as Record<string, unknown>
    const isCollection = root.type === 'FeatureCollection'
    if (isCollection && this.list === 'none') throw this.refused('a list "features"', 'a FeatureCollection without it')
    if (!isCollection && this.list !== 'none') throw this.refused('the type FeatureCollection', nameOf(root))
    this.roots++
    if (isCollection) {
      this.collections++
      this.root = root
    } else if (root.type === 'Feature') this.emit(root)
    else if (root.type === 'GeometryCollection' && Array.isArray(root.geometries)) {
      for (const geometry of root.geometries) this.emit({ type: 'Feature', properties: {}, geometry })
    } else if (GEOMETRIES.has(root.type)) this.emit({ type: 'Feature', properties: {}, geometry: root })
    else throw this.refused('a FeatureCollection, a Feature or a geometry', nameOf(root))
    if (this.collections > 0 && this.roots > 1) throw this.refused('one FeatureCollection', 'another object after it')
    this.frame.length = 0
    this.chars = 0
  }

  private emit(feature: unknown): void {
    if ((feature as { type?: unknown }).type !== 'Feature') throw this.refused('a GeoJSON Feature', nameOf(feature))
    this.count++
    this.out.push(feature)
  }

  private parsed(text: string): unknown {
    try {
      return JSON.parse(text)
    } catch (cause) {
      throw this.refused('JSON', (cause as Error).message, cause)
    }
  }

  private refused(expected: string, got: string, cause?: unknown) {
    return unreadable({ ...this.place, feature: this.count }, expected, got, cause)
  }
}

/** Names of the members of the first root that the head of a text shows. */
export function rootMembers(head: string): readonly string[] {
  const cut = new JsonFeatures({ file: '' })
  try {
    cut.take(head)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
  }
  return cut.members
}

const GEOMETRIES = new Set<unknown>(['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'])

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COLON, COMMA] = [...'"\\{}[]:,'].map(
  (char) => char.charCodeAt(0),
)
const RECORD_SEPARATOR = 0x1e

const isSpace = (char: number) => char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09
const shown = (text: string, at: number) => JSON.stringify(text.slice(at, at + 40))
const nameOf = (value: unknown) => String((value as { type?: unknown } | null)?.type ?? untyped(value))
const untyped = (value: unknown) =>
  typeof value === 'object' && value !== null && 'attributes' in value
    ? 'Esri JSON，请导出为 GeoJSON / Esri JSON; export it as GeoJSON'
    : 'an object without a type'

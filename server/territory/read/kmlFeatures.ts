import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { KmlGeometry } from './kmlGeometry.ts'
import { type FilePlace, unknownFormat, unreadable } from './refusal.ts'
import type { RawGeometry } from './source.ts'

export interface Placemark {
  /** The folder it stands in, else the document. */
  layer: string
  properties: Record<string, unknown>
  geometry: RawGeometry | null
}

const LIMIT_DEPTH = 100
const LIMIT_CHARS = 256 * 1024 * 1024
const ROOTS = new Set(['kml', 'Document', 'Folder', 'Placemark'])
/** Tags whose text is wanted; that of all others is let go. */
const TEXTS = new Set(['name', 'description', 'value', 'SimpleData', 'coordinates'])

/**
 * Reads KML as it arrives, one Placemark at a time. Prefixes are taken off names, for many files use `gx:` without
 * declaring it. No document type is accepted, hence no entity beyond XML's five: neither files nor bombs hide there.
 * @throws Problem unreadable-file, unknown-format (XML that is not KML)
 */
export class KmlFeatures {
  private readonly parser = new SaxesParser({ xmlns: false, position: true })
  private readonly place: FilePlace
  private out: Placemark[] = []
  private count = 0
  private readonly tags: string[] = []
  private readonly folders: string[] = []
  private text = ''
  private charsSince = 0
  private mark: { properties: Record<string, unknown>; geometry: KmlGeometry } | null = null
  private dataName = ''

  constructor(place: FilePlace) {
    this.place = place
    this.parser.on('error', (error) => {
      throw unreadable({ ...place, feature: this.count }, 'well-formed XML', error.message, error)
    })
    this.parser.on('doctype', () => {
      throw unreadable(place, 'KML without a document type (entities are not expanded)', 'a <!DOCTYPE>')
    })
    this.parser.on('opentag', (tag) => this.begin(tag))
    this.parser.on('closetag', (tag) => this.finish(localName(tag.name)))
    const take = (text: string) => {
      this.charsSince = 0
      if (TEXTS.has(this.tags.at(-1) ?? '')) this.text += text
    }
    this.parser.on('text', take)
    this.parser.on('cdata', take)
  }

  /** Reads on; the Placemarks that became complete. */
  take(text: string): Placemark[] {
    this.out = []
    this.charsSince += text.length
    if (this.charsSince > LIMIT_CHARS) throw unreadable(this.place, `at most ${LIMIT_CHARS} characters a tag`, 'more')
    this.parser.write(text)
    return this.out
  }

  /** To be called when the text has ended. */
  end(): void {
    this.parser.close()
  }

  private begin({ name, attributes }: SaxesTagPlain): void {
    this.charsSince = 0
    const tag = localName(name)
    if (this.tags.length === 0 && !ROOTS.has(tag)) throw unknownFormat(this.place.file, xmlOf(name))
    this.tags.push(tag)
    this.text = ''
    if (this.tags.length > LIMIT_DEPTH) throw unreadable(this.place, `at most ${LIMIT_DEPTH} levels of tags`, 'more')
    if (tag === 'Folder' || tag === 'Document') this.folders.push('')
    if (tag === 'Placemark') {
      this.mark = { properties: attributes.id === undefined ? {} : { id: attributes.id }, geometry: new KmlGeometry() }
    }
    if (tag === 'Data' || tag === 'SimpleData') this.dataName = attributes.name ?? ''
    this.mark?.geometry.begin(tag)
  }

  private finish(tag: string): void {
    this.charsSince = 0
    this.tags.pop()
    const text = this.text
    this.text = ''
    if (this.mark === null) {
      if (tag === 'name' && isContainer(this.tags.at(-1))) this.folders[this.folders.length - 1] = text.trim()
      if (isContainer(tag)) this.folders.pop()
      return
    }
    this.mark.geometry.end(tag, text)
    const { properties } = this.mark
    const inPlacemark = this.tags.at(-1) === 'Placemark'
    if (inPlacemark && (tag === 'name' || tag === 'description')) properties[tag] = text.trim()
    if ((tag === 'value' && this.tags.at(-1) === 'Data') || tag === 'SimpleData')
      properties[this.dataName] = text.trim()
    if (tag !== 'Placemark') return
    const layer = this.folders.findLast((folder) => folder !== '') ?? ''
    this.out.push({ layer, properties, geometry: this.mark.geometry.result() })
    this.mark = null
    this.count++
  }
}

const OTHER_XML: Readonly<Record<string, string>> = {
  FeatureCollection: 'GML / GML',
  gpx: 'GPX / GPX',
  osm: 'OpenStreetMap XML / OpenStreetMap XML',
  svg: 'SVG 图片 / an SVG picture',
}
const xmlOf = (root: string) => OTHER_XML[localName(root)] ?? `根元素为 <${root}> 的 XML / XML with the root <${root}>`

const localName = (name: string) => name.slice(name.indexOf(':') + 1)
const isContainer = (tag: string | undefined) => tag === 'Folder' || tag === 'Document'

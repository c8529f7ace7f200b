import { open, stat } from 'node:fs/promises'
import { unknownFormat } from './refusal.ts'

const HEAD_BYTES = 64 * 1024
const RECORD_SEPARATOR = '\u001e'

/** What the first bytes of a file show it to be. */
export type Content = 'zip' | 'sqlite' | 'flatgeobuf' | 'shp' | 'xml' | 'json'

/**
 * Tells a file's content by its first bytes; its name does not matter.
 * @throws Problem unknown-format, naming what the content is where that is known; a pipe would be waited for for ever.
 */
export async function sniff(path: string, name: string): Promise<Content> {
  const found = await stat(path)
  if (!found.isFile())
    throw unknownFormat(name, found.isDirectory() ? '文件夹 / a folder' : '管道或设备 / a pipe or a device')
  const head = await headOf(path)
  const binary = MAGIC.find(({ bytes }) => bytes.every((byte, n) => head[n] === byte))
  if (binary !== undefined) return binary.content
  const stranger = STRANGERS.find(({ bytes }) => bytes.every((byte, n) => head[n] === byte))
  if (stranger !== undefined) throw unknownFormat(name, stranger.name)
  if (head.length === 0) throw unknownFormat(name, '空文件 / an empty file')
  const text = textOf(head)
  if (/^[{[]/.test(text)) return 'json'
  if (/^<(?:!doctype\s+)?html/i.test(text))
    throw unknownFormat(name, '网页（HTML），可能是报错页面 / a web page (HTML), perhaps an error message')
  if (text.startsWith('<')) return 'xml'
  const plain = PLAIN.find(({ begins }) => begins.test(text))
  if (plain !== undefined) throw unknownFormat(name, plain.name)
  throw unknownFormat(name, `a file that begins ${JSON.stringify(text.slice(0, 40))}`)
}

/** The first bytes of a file as text, for a look at what it is. */
export async function headText(path: string): Promise<string> {
  return textOf(await headOf(path))
}

async function headOf(path: string): Promise<Uint8Array> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
  return buffer.subarray(0, bytesRead)
}

function textOf(head: Uint8Array): string {
  const encoding = head[0] === 0xff ? 'utf-16le' : head[0] === 0xfe ? 'utf-16be' : 'utf-8'
  // A sequence of texts (RFC 8142) begins with a record separator.
  return new TextDecoder(encoding).decode(head).replaceAll(RECORD_SEPARATOR, '').trimStart()
}

const ascii = (text: string) => [...text].map((char) => char.charCodeAt(0))

const MAGIC: readonly { content: Content; bytes: readonly number[] }[] = [
  { content: 'zip', bytes: ascii('PK\x03\x04') },
  { content: 'zip', bytes: ascii('PK\x05\x06') },
  { content: 'sqlite', bytes: ascii('SQLite format 3\0') },
  { content: 'flatgeobuf', bytes: ascii('fgb\x03') },
  { content: 'shp', bytes: [0x00, 0x00, 0x27, 0x0a] },
]

const STRANGERS: readonly { name: string; bytes: readonly number[] }[] = [
  { name: 'RAR 压缩包 / a RAR archive', bytes: ascii('Rar!') },
  { name: '7-Zip 压缩包 / a 7-Zip archive', bytes: ascii('7z\xbc\xaf') },
  { name: 'gzip 压缩包 / a gzip archive', bytes: [0x1f, 0x8b] },
  { name: 'PDF / a PDF', bytes: ascii('%PDF') },
  { name: '图片 / a picture', bytes: ascii('\x89PNG') },
  { name: '图片 / a picture', bytes: [0xff, 0xd8, 0xff] },
  { name: 'GeoTIFF 或其他 TIFF 图片 / a GeoTIFF or another TIFF picture', bytes: ascii('II*\0') },
  { name: '旧版 Office 文档 / an old Office document', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: 'AutoCAD 图形（DWG） / an AutoCAD drawing (DWG)', bytes: ascii('AC10') },
]

/** Formats that are text, by how they begin; a table of values, which begins with anything, comes last. */
const PLAIN: readonly { name: string; begins: RegExp }[] = [
  { name: 'MapInfo 表（TAB） / a MapInfo table (TAB)', begins: /^!table\b/i },
  {
    name: 'MapInfo 交换文件（MIF） / a MapInfo exchange file (MIF)',
    begins: /^version\s+\d+\s+(charset|delimiter|coordsys|columns)\b/i,
  },
  { name: 'CAD 图形（DXF） / a drawing (DXF)', begins: /^(999\s[^\n]*\n\s*)*0\s+SECTION\b/ },
  {
    name: '文本几何（WKT） / geometry as text (WKT)',
    begins: /^(SRID=\d+;\s*)?(MULTI)?(POLYGON|LINESTRING|POINT)\s*[ZM]*\s*\(/i,
  },
  { name: '表格（CSV） / a table of values (CSV)', begins: /^[^\n,;\t]{0,200}[,;\t][^\n]*\n/ },
]

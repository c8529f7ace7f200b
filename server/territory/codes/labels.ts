import { createHash } from 'node:crypto'
import { encode } from 'uqr'

/** One label: what is printed beside its QR code, from the district down. */
export interface Label {
  code: string
  name: string
  /** Names of the areas above it, from the district down. */
  above: readonly string[]
  url: string
}

export interface Sheet {
  title: string
  /** Name and first day of the edition the labels are of. */
  edition: { name: string; validFrom: string | null }
  labels: readonly Label[]
}

/** A4 upright, millimetres: 3 × 8 labels of 63.5 × 33.9 mm, a common size of adhesive sheets (L7159). */
const COLUMNS = 3
const ROWS = 8
const WIDE = 63.5
const HIGH = 33.9
const LEFT = 7.2
const TOP = 12.9
const BETWEEN = 2.5
const QR = 27
const EDGE = 3
/** Light modules that a reader needs around the code (ISO/IEC 18004: four). */
const QUIET = 4

export const LABELS_A_PAGE = COLUMNS * ROWS

const STYLE = `@page{size:A4;margin:0}
html,body{margin:0;background:#fff;color:#000;font-family:"Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif}
svg{display:block;width:210mm;height:297mm;break-after:page;page-break-after:always}
svg:last-of-type{break-after:auto;page-break-after:auto}
@media screen{html{background:#e5e7eb}svg{margin:4mm auto;background:#fff;box-shadow:0 1px 4px rgb(0 0 0/.2)}}`

/** A sheet as it is sent: its HTML, and the policy under which it is shown: its one style by its hash, and fonts inside it. */
export interface SentSheet {
  html: string
  policy: string
}

/**
 * A sheet of labels as one HTML file that prints on A4, 24 a page, without anything from elsewhere.
 * @param faces `@font-face` rules with the letters of {@link lettersOf} inside them
 */
export function labelSheet(sheet: Sheet, faces: string): SentSheet {
  const style = `${STYLE}\n${faces}`
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; frame-ancestors 'self'`
  const pages = Math.ceil(sheet.labels.length / LABELS_A_PAGE)
  const drawn = Array.from({ length: pages }, (_, page) =>
    pageOf(sheet, sheet.labels.slice(page * LABELS_A_PAGE, (page + 1) * LABELS_A_PAGE), `${page + 1} / ${pages}`),
  )
  const html = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${text(sheet.title)}</title><style>${style}</style></head>
<body>
${drawn.join('\n')}
</body></html>
`
  return { html, policy }
}

/** What is written on a sheet, plain and, the names of the areas themselves, strong. */
export function lettersOf({ title, edition, labels }: Sheet): { plain: string[]; strong: string[] } {
  const plain = [title, dayOf(edition), ' /', ...labels.flatMap(({ code, above }) => [code, ...above])]
  return { plain, strong: labels.map(({ name }) => name) }
}

const dayOf = ({ validFrom }: Sheet['edition']): string => (validFrom === null ? '草稿 draft' : `${validFrom} 起`)

function pageOf({ title, edition }: Sheet, labels: readonly Label[], number: string): string {
  const cells = labels.map((label, n) => {
    const x = LEFT + (n % COLUMNS) * (WIDE + BETWEEN)
    const y = TOP + Math.floor(n / COLUMNS) * HIGH
    return `<g transform="translate(${mm(x)} ${mm(y)})">${labelOf(label, edition)}</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297" role="img" aria-label="${text(`${title} ${number}`)}">
${cells.join('\n')}
<text x="105" y="292" font-size="2.6" text-anchor="middle">${text(title)} · ${number}</text></svg>`
}

function labelOf({ code, name, above, url }: Label, edition: Sheet['edition']): string {
  const [district = '', ...rest] = above
  const x = EDGE + QR + 2
  const room = WIDE - x - EDGE
  return [
    qrOf(url),
    line(district, x, 6.4, 2.7, room),
    ...rest.slice(-3).map((one, n) => line(one, x, 10.4 + n * 3.6, 2.9, room)),
    line(name, x, 22.6, 4, room, true),
    line(code, x, 27, 2.9, room),
    line(dayOf(edition), x, 30.6, 2.3, room),
  ].join('')
}

/** Letters of a long line are smaller, down to this share of their size; only then are they set closer. */
const SMALLEST = 0.6

/** A line of text no longer than its room: a full-width character is as wide as the letters are high. */
function line(words: string, x: number, y: number, size: number, room: number, strong = false): string {
  const ems = [...words].reduce((sum, one) => sum + (one.charCodeAt(0) > 0x2e80 ? 1 : 0.58), 0)
  const high = Math.min(size, Math.max(size * SMALLEST, room / ems))
  const fit = ems * high > room + 0.01 ? ` textLength="${mm(room)}" lengthAdjust="spacingAndGlyphs"` : ''
  const weight = strong ? ' font-weight="600"' : ''
  return `<text x="${mm(x)}" y="${mm(y)}" font-size="${mm(high)}"${weight}${fit}>${text(words)}</text>`
}

/** The code as one path of squares; error correction M: a label on a wall gets dirty. */
function qrOf(url: string): string {
  const { data, size } = encode(url, { ecc: 'M', border: QUIET })
  const module = QR / size
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return `<path transform="translate(${EDGE} ${mm((HIGH - QR) / 2)}) scale(${module.toFixed(5)})" d="${squares.join('')}"/>`
}

const mm = (length: number): string => String(Number(length.toFixed(2)))

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const text = (words: string): string => words.replace(/[&<>"]/g, (one) => ENTITIES[one]!)

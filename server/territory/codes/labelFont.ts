import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The font that the product's pages are written in (Noto Sans SC, OFL), in slices by character. */
const FOLDER = path.dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json'))
const FACE = /url\(\.\/files\/([\w.-]+\.woff2)\)[^}]*?unicode-range:\s*([^;}]+)/g

interface Slice {
  file: string
  /** As CSS writes it. */
  range: string
  spans: readonly [from: number, to: number][]
}

const slices = new Map<number, readonly Slice[]>()

/**
 * `@font-face` rules that carry every character of some words inside them: a sheet then prints alike on any machine, one
 * without Chinese letters included.
 */
export function fontFaces(words: Iterable<string>, weight: 400 | 600): string {
  const points = [...new Set([...words].join(''))].map((one) => one.codePointAt(0)!)
  const needed = slicesOf(weight).filter(({ spans }) =>
    points.some((point) => spans.some(([from, to]) => point >= from && point <= to)),
  )
  return needed
    .map(({ file, range }) => {
      const bytes = readFileSync(path.join(FOLDER, 'files', file)).toString('base64')
      return `@font-face{font-family:"Noto Sans SC";font-weight:${weight};src:url(data:font/woff2;base64,${bytes}) format("woff2");unicode-range:${range}}`
    })
    .join('\n')
}

function slicesOf(weight: number): readonly Slice[] {
  const known = slices.get(weight) ?? read(weight)
  slices.set(weight, known)
  return known
}

const read = (weight: number): Slice[] =>
  [...readFileSync(path.join(FOLDER, `${weight}.css`), 'utf8').matchAll(FACE)].map(([, file, range]) => ({
    file: file!,
    range: range!.trim(),
    spans: range!.split(',').map((span) => {
      const [from, to = from] = span.trim().slice(2).split('-')
      return [Number.parseInt(from!, 16), Number.parseInt(to!, 16)]
    }),
  }))

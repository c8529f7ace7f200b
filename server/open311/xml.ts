/** What a dialect's document consists of; null and undefined become an empty element. */
export type Node = string | number | boolean | null | undefined | readonly Node[] | { readonly [name: string]: Node }

/** An array's elements bear the name of one of them. */
const ONE_OF: Record<string, string> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  endpoints: 'endpoint',
  formats: 'format',
  errors: 'error',
}

/** An XML document with this root. */
export const xmlOf = (root: string, node: Node): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${element(root, node)}\n`

function element(name: string, node: Node): string {
  if (node === null || node === undefined) return `<${name}/>`
  return `<${name}>${content(name, node)}</${name}>`
}

function content(name: string, node: Exclude<Node, null | undefined>): string {
  if (isList(node)) return node.map((one) => element(ONE_OF[name] ?? 'item', one)).join('')
  if (typeof node === 'object') {
    return Object.entries(node)
      .map(([inner, value]) => element(inner, value))
      .join('')
  }
  return escaped(String(node))
}

const isList = (node: Node): node is readonly Node[] => Array.isArray(node)

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** XML 1.0 has no place at all for most control characters and for half pairs: they become U+FFFD. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters to replace
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>]/g, (mark) => ENTITIES[mark]!)
    // A bare carriage return would be read as a line feed.
    .replace(/\r/g, '&#13;')

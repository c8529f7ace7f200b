import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/** A text file with its encoding found out: decoded chunks, the byte order mark gone. */
export interface CsvText {
  encoding: Encoding
  /** Strings of any length, for `csv-parse` to take; destroyed early it closes the file. */
  text: Readable
}

/**
 * Opens a text file as it really comes. A byte order mark decides; else the whole file is read once: every byte valid
 * UTF-8 means UTF-8, anything else GB18030 (of which GBK and GB2312 are parts). Chinese GBK text is practically never
 * valid UTF-8, while a first block may be plain ASCII: hence the whole file. Bytes that GB18030 does not know become
 * U+FFFD. Constant memory. @throws the error of `fs` where the file cannot be read.
 */
export async function openCsvText(path: string): Promise<CsvText> {
  const encoding = await encodingOf(path)
  return { encoding, text: Readable.from(decoded(path, encoding)) }
}

/** The encoding of a file, by the rule of `openCsvText`. */
export async function encodingOf(path: string): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let first = true
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const marked = first ? byMark(chunk) : undefined
    if (marked !== undefined) return marked
    first = false
    if (!takes(decoder, chunk)) return 'gb18030'
  }
  return takes(decoder) ? 'utf-8' : 'gb18030'
}

function byMark(start: Buffer): Encoding | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  return undefined
}

function takes(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}

async function* decoded(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

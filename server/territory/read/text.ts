import { createReadStream } from 'node:fs'
import { encodingOf } from '../../csv/encoding.ts'
import { type FilePlace, unreadable } from './refusal.ts'
import type { TextEncoding } from './source.ts'

/** A piece of a text file and the bytes read with it. */
export interface TextPiece {
  text: string
  bytesRead: number
}

/**
 * The encoding of a text file: as asked, else by its byte order mark, else UTF-8 where all of it is valid UTF-8,
 * else GB18030. Reads the whole file once. @throws Problem unreadable-file: an asked encoding nobody knows.
 */
export async function textEncoding(path: string, asked: string | undefined, place: FilePlace): Promise<TextEncoding> {
  if (asked !== undefined) return { name: knownEncoding(asked, place), by: 'asked' }
  const name = await encodingOf(path)
  return { name, by: name.startsWith('utf-16') ? 'mark' : 'detected' }
}

/** The proper name of an encoding. @throws Problem unreadable-file for one that is unknown. */
export function knownEncoding(name: string, place: FilePlace): string {
  try {
    return new TextDecoder(name).encoding
  } catch (cause) {
    throw unreadable(place, 'a text encoding such as utf-8 or gb18030', name, cause)
  }
}

/** A text file decoded piece by piece, its byte order mark gone; bytes that are no text become U+FFFD. */
export async function* textPieces(path: string, encoding: string): AsyncGenerator<TextPiece> {
  const decoder = new TextDecoder(encoding)
  let bytesRead = 0
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    bytesRead += chunk.byteLength
    yield { text: decoder.decode(chunk, { stream: true }), bytesRead }
  }
  yield { text: decoder.decode(), bytesRead }
}

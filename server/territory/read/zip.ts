import type { Readable } from 'node:stream'
import { type Entry, openPromise, validateFileName } from 'yauzl'
import { asUnreadable, type FilePlace, unreadable } from './refusal.ts'

/** What an archive may hold; more is no boundary file but an attack or a mistake. */
const LIMIT_ENTRIES = 2000
const LIMIT_BYTES = 8 * 1024 ** 3
/** Deflated boundaries shrink to a fifth; beyond this ratio an entry of some size is a bomb. */
const LIMIT_RATIO = 200
const SMALL_BYTES = 32 * 1024 ** 2

export interface ZipEntry {
  /** Path inside the archive, '/' between folders. */
  name: string
  size: number
  /** A fresh stream of its content; several may be open at a time. */
  open(): Promise<Readable>
}

export interface Zip {
  entries: readonly ZipEntry[]
  close(): void
}

/**
 * Opens an archive without unpacking it. Names are UTF-8 where flagged or valid, else GB18030. Folders and the
 * resource forks of macOS are left out.
 * @throws Problem unreadable-file: cut off, encrypted, too many or too large entries, names that leave the archive.
 */
export async function openZip(path: string, place: FilePlace): Promise<Zip> {
  const refused = (expected: string, got: string) => unreadable(place, expected, got)
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false }).catch((error) => {
    throw asUnreadable(error, place, 'a complete ZIP archive')
  })
  try {
    const entries: ZipEntry[] = []
    let total = 0
    if (zip.entryCount > LIMIT_ENTRIES) throw refused(`at most ${LIMIT_ENTRIES} entries`, `${zip.entryCount}`)
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry)
      const wrong = validateFileName(name)
      if (wrong !== null) throw refused('names inside the archive', wrong)
      if (name.endsWith('/') || /(^|\/)(__MACOSX\/|\.)/.test(name)) continue
      total += entry.uncompressedSize
      if (isBomb(entry) || total > LIMIT_BYTES) {
        throw refused(`entries of at most ${LIMIT_RATIO} times their packed size`, `${name}: ${entry.uncompressedSize}`)
      }
      if (!entry.canDecodeFileData())
        throw refused(
          '未加密、以普通方式（deflate）压缩的文件：请去掉密码重新打包 / entries stored or deflated, not encrypted: pack it again without a password',
          name,
        )
      const open = () =>
        zip.openReadStreamPromise(entry).catch((error) => {
          throw asUnreadable(error, place, 'an archive whose contents are sound')
        })
      entries.push({ name, size: entry.uncompressedSize, open })
    }
    return { entries, close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw asUnreadable(error, place, 'a ZIP archive')
  }
}

const isBomb = ({ uncompressedSize, compressedSize }: Entry) =>
  uncompressedSize > SMALL_BYTES && uncompressedSize > LIMIT_RATIO * Math.max(1, compressedSize)

const UTF8_FLAG = 0x800

function nameOf({ fileNameRaw, generalPurposeBitFlag }: Entry): string {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  try {
    return utf8.decode(fileNameRaw).replaceAll('\\', '/')
  } catch {
    const encoding = generalPurposeBitFlag & UTF8_FLAG ? 'utf-8' : 'gb18030'
    return new TextDecoder(encoding).decode(fileNameRaw).replaceAll('\\', '/')
  }
}

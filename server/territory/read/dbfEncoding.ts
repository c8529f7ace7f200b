import { type DbfField, type DbfHeader, dbfRecords, fieldBytes } from './dbf.ts'
import type { FilePlace } from './refusal.ts'
import type { TextEncoding } from './source.ts'
import { knownEncoding } from './text.ts'

/** Language drivers that name an encoding (dBASE, as ArcGIS and QGIS write them). */
const LDID: Readonly<Record<number, string>> = {
  3: 'windows-1252',
  77: 'gb18030',
  78: 'euc-kr',
  79: 'big5',
  87: '',
  88: 'windows-1252',
  122: 'gb18030',
  123: 'shift_jis',
}

/** Names that `.cpg` files use and the web's list of encodings does not know. */
const CPG: Readonly<Record<string, string>> = {
  '936': 'gb18030',
  cp936: 'gb18030',
  ansi936: 'gb18030',
  '950': 'big5',
  '65001': 'utf-8',
  oem936: 'gb18030',
  '1252': 'windows-1252',
  '88591': 'iso-8859-1',
}

/** What the texts of a table can be: every text is looked at once. */
interface Evidence {
  ascii: boolean
  utf8: boolean
  gb18030: boolean
}

export interface DbfEncoding {
  encoding: TextEncoding
  /** The declared encoding that the bytes speak against. */
  overruled: string | null
}

/**
 * The encoding of a table's texts: as asked; else as `.cpg` or the header declare it, unless the bytes speak against
 * that; else UTF-8 where every text is valid UTF-8 (one cut off at the end of its field counts), GB18030 where every
 * text is valid there, and Windows-1252 otherwise.
 */
export async function dbfEncoding(
  open: () => Promise<AsyncIterable<Uint8Array>>,
  hints: { asked: string | undefined; cpg: string | null; ldid: number },
  place: FilePlace,
): Promise<DbfEncoding> {
  if (hints.asked !== undefined) {
    return { encoding: { name: knownEncoding(hints.asked, place), by: 'asked' }, overruled: null }
  }
  const evidence = await evidenceOf(await open(), place)
  const declared = declaredBy(hints)
  if (declared !== null && !speaksAgainst(evidence, declared.name)) return { encoding: declared, overruled: null }
  const found = evidence.utf8 ? 'utf-8' : evidence.gb18030 ? 'gb18030' : 'windows-1252'
  return { encoding: { name: found, by: 'detected' }, overruled: declared?.name ?? null }
}

function declaredBy({ cpg, ldid }: { cpg: string | null; ldid: number }): TextEncoding | null {
  const named = cpg?.trim().toLowerCase() ?? ''
  const fromCpg = labelled(CPG[named.replaceAll(/[-_ ]/g, '')] ?? named)
  if (fromCpg !== null) return { name: fromCpg, by: 'cpg' }
  const fromHeader = labelled(LDID[ldid] ?? '')
  return fromHeader === null ? null : { name: fromHeader, by: 'ldid' }
}

function labelled(label: string): string | null {
  try {
    return label === '' ? null : new TextDecoder(label).encoding
  } catch {
    return null
  }
}

function speaksAgainst({ ascii, utf8, gb18030 }: Evidence, declared: string): boolean {
  if (ascii) return false
  // Text that happens to be valid UTF-8 throughout is UTF-8: Chinese in any other encoding practically never is.
  if (utf8) return declared !== 'utf-8'
  return declared === 'utf-8' || (!gb18030 && /^gb/.test(declared))
}

async function evidenceOf(source: AsyncIterable<Uint8Array>, place: FilePlace): Promise<Evidence> {
  const evidence: Evidence = { ascii: true, utf8: true, gb18030: true }
  const look = (bytes: Uint8Array) => {
    if (bytes.every((byte) => byte < 0x80)) return
    evidence.ascii = false
    evidence.utf8 &&= isValid('utf-8', bytes)
    evidence.gb18030 &&= isValid('gb18030', bytes)
  }
  let seen: DbfHeader | undefined
  for await (const { header, record } of dbfRecords(source, place)) {
    if (seen === undefined) for (const { name } of header.fields) look(name)
    seen = header
    if (record === null) continue
    for (const [field, bytes] of fieldBytes(header, record)) if (isText(field)) look(bytes)
  }
  return evidence
}

const isText = ({ type }: DbfField) => type === 'C' || type === 'V'

/** Valid, but for a last character that the field's width cuts off. */
function isValid(encoding: string, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** A decoder of a table's texts that drops a last character cut off by the field's width. */
export function textDecoder({ name }: TextEncoding): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder(name)
  return (bytes) => decoder.decode(bytes).replace(/\uFFFD+$/, '')
}

import { faultWords } from './faultWords.ts'
import type { Report } from './rows.ts'
import { TravelRule } from './travelRule.ts'

/**
 * Reads how crews drive. In a table what is no whole number of seconds from 0 is taken as "no way" and reported, a row at
 * a time; null is lawful. Null where the rule cannot be read at all.
 */
export function readTravel(value: unknown, report: Report): TravelRule | null {
  const table = value as { kind?: unknown; places?: unknown; seconds?: unknown; metres?: unknown } | null | undefined
  const isTable = table?.kind === 'table' && Array.isArray(table.places)
  const size = isTable ? (table.places as unknown[]).length : 0
  const cleaned = isTable
    ? {
        ...table,
        seconds: squareOf('travel.seconds', table.seconds, size, report),
        ...(table.metres != null && { metres: squareOf('travel.metres', table.metres, size, report) }),
      }
    : value
  const parsed = TravelRule.safeParse(cleaned)
  return parsed.success ? parsed.data : null
}

function squareOf(name: string, value: unknown, size: number, report: Report): (number | null)[][] {
  const toDo = { zh: '缺少之处按不可通行计算', en: 'What is missing is taken as no way' }
  if (!Array.isArray(value) || value.length !== size) {
    const got = Array.isArray(value) ? `${value.length} rows` : value
    report(name, null, faultWords({ zh: ` ${size} 行`, en: `${size} rows` }, got, toDo))
  }
  return Array.from({ length: size }, (_, at) =>
    rowOf(`${name}[${at}]`, (value as unknown[] | undefined)?.[at], size, report),
  )
}

const isTime = (cell: unknown): boolean => Number.isInteger(cell) && (cell as number) >= 0

function rowOf(path: string, value: unknown, size: number, report: Report): (number | null)[] {
  const row: unknown[] = Array.isArray(value) ? value : []
  if (row.length !== size) {
    const toDo = { zh: '缺少之处按不可通行计算', en: 'What is missing is taken as no way' }
    report(path, null, faultWords({ zh: ` ${size} 个数`, en: `${size} numbers` }, `${row.length}`, toDo))
  }
  const wrong = row.findIndex((cell) => cell !== null && !isTime(cell))
  if (wrong >= 0) {
    const count = row.filter((cell) => cell !== null && !isTime(cell)).length
    const toDo = { zh: `本行 ${count} 处按不可通行计算`, en: `${count} of the row are taken as no way` }
    const expected = { zh: '不小于 0 的整数或 null', en: 'a whole number from 0, or null' }
    report(`${path}[${wrong}]`, null, faultWords(expected, row[wrong], toDo))
  }
  return Array.from({ length: size }, (_, at) => (isTime(row[at]) ? (row[at] as number) : null))
}

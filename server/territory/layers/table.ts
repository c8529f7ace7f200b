import type { MergedAreaOut, MovedOut } from '../../api/gridMerge.ts'

type Cell = string | number | null

/** RFC 4180 with a byte order mark, so that spreadsheets read Chinese; a text that could be a formula is quoted. */
function csv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const written = (cell: Cell) => {
    if (typeof cell === 'number') return String(cell)
    const safe = /^[=+\-@\t\r]/.test(cell ?? '') ? `'${cell}` : (cell ?? '')
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\uFEFF${[head, ...rows].map((row) => row.map(written).join(',')).join('\r\n')}\r\n`
}

const m2 = (size: number) => Math.round(size * 10) / 10
const share = (part: number, whole: number) => Math.round((part / whole) * 1e6) / 1e6

/** One row per merged area and source area. */
export function lineageTable(areas: readonly MergedAreaOut[]): string {
  const head = [
    'merged_code', 'merged_name', 'parent_code', 'merged_m2', 'layer', 'source_code', 'source_name', 'source_unit',
    'shared_m2', 'share', 'given_m2', 'given_share', 'residents', 'premises', 'reports',
  ] // biome-ignore format: one line a row of columns
  const rows = areas.flatMap(({ code, name, parent, areaM2, lineage }) =>
    lineage.map((from): Cell[] => [
      ...[code, name, parent, m2(areaM2), from.layerName, from.code, from.name, from.unit],
      ...[m2(from.sharedM2), share(from.sharedM2, areaM2), m2(from.givenM2), share(from.givenM2, areaM2)],
      ...[Math.round(from.residents), from.premises, from.reports],
    ]),
  )
  return csv(head, rows)
}

/** One row per source area. */
export function movedTable(moved: readonly MovedOut[]): string {
  const head = [
    'layer', 'source_code', 'source_name', 'source_unit', 'source_m2', 'outside_m2', 'parts', 'main_code', 'main_name',
    'main_unit', 'moved_m2', 'moved_residents', 'moved_premises', 'moved_reports',
  ] // biome-ignore format: one line a row of columns
  const rows = moved.map((row): Cell[] => [
    ...[row.layerName, row.code, row.name, row.unit, m2(row.areaM2), m2(row.outsideM2), row.parts],
    ...[row.main?.code ?? null, row.main?.name ?? null, row.main?.unit ?? null, m2(row.movedM2)],
    ...[Math.round(row.residents), row.premises, row.reports],
  ])
  return csv(head, rows)
}

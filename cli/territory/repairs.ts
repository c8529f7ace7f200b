/** What `npm run territory -- check` and `-- repair` print, and how a rule is written on the command line. */
import type { Fault } from '../../geo/check/fault.ts'
import type { RepairOut } from '../../server/api/territoryCheck.ts'
import { Problem } from '../../server/errors.ts'

const SHOWN_PER_KIND = 20
const SIZES: Record<string, string> = { gaps: 'gapsM2', overlaps: 'overlapsM2', outside: 'outsideM2', snap: 'snapM' }
const FLAGS: Record<string, string> = { 'make-valid': 'makeValid', reparent: 'reparent' }

/** Faults by kind, the largest first, each with its place and the ways to mend it. */
export function faultReport(faults: readonly Fault[]): string {
  const kinds = [...Map.groupBy(faults, ({ kind }) => kind)].map(([kind, own]) => {
    const size = own.reduce((sum, { areaM2 }) => sum + areaM2, 0)
    const head = `${kind} (${own[0]!.severity}): ${own.length}${size > 0 ? `, ${size.toFixed(1)} m²` : ''}`
    const lines = own
      .toSorted((a, b) => b.areaM2 - a.areaM2)
      .slice(0, SHOWN_PER_KIND)
      .map(line)
    const more = own.length > SHOWN_PER_KIND ? [`  … ${own.length - SHOWN_PER_KIND} more`] : []
    return [head, ...lines, ...more].join('\n')
  })
  return kinds.length === 0 ? '' : `${kinds.join('\n')}\n`
}

function line({ id, at, words, proposals }: Fault): string {
  const ways = proposals.map(({ verb, to, code }) =>
    [verb, to?.by === 'code' ? to.code : to?.by, code].filter((part) => part !== undefined).join(' '),
  )
  const mend = ways.length === 0 ? '' : `  → ${ways.join(' | ')}`
  return `  ${id}  ${at[0].toFixed(6)}, ${at[1].toFixed(6)}  ${words.zh} / ${words.en}${mend}`
}

/** The figures of a repair, and what is left. */
export function repairReport({
  accepted,
  changed,
  removed,
  movedM2,
  displacementM,
  left,
  tiling,
  applied,
}: RepairOut): string {
  return [
    `${accepted} faults taken on, ${changed} areas change${removed.length > 0 ? `, ${removed.join(', ')} go` : ''}`,
    `${movedM2.toFixed(1)} m² move, no border by more than ${displacementM.toFixed(2)} m`,
    `left: ${left?.errors} errors, ${left?.warnings} warnings; borders ${tiling?.exact ? 'match vertex by vertex' : 'do not all match'}`,
    applied === null ? 'nothing was written' : `applied as change ${applied.change}, version ${applied.version}`,
  ].join('\n')
}

/**
 * `gaps=50,overlaps=20,snap=0.5,reparent` as the contract has it.
 * @throws Problem invalid-input for a word that is no rule
 */
export function ruleOf(
  text: string,
  overlapsTo: string | undefined,
  outside: string | undefined,
): Record<string, unknown> {
  const parts = text.split(',').map((part): [string, unknown] => {
    const [name, value] = part.trim().split('=') as [string, string | undefined]
    if (value !== undefined && SIZES[name] !== undefined) return [SIZES[name], Number(value)]
    if (value === undefined && FLAGS[name] !== undefined) return [FLAGS[name], true]
    const expected = 'gaps=m², overlaps=m², outside=m², snap=m, make-valid or reparent'
    throw new Problem('invalid-input', { flaws: [{ path: 'rule', expected, got: part }] })
  })
  return {
    ...Object.fromEntries(parts),
    ...(overlapsTo !== undefined && { overlapsTo }),
    ...(outside !== undefined && { outside }),
  }
}

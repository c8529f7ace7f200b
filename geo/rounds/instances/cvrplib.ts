import { born, type Instance, InstanceFault } from './instance.ts'

/**
 * Reads a CVRPLIB file (TSPLIB format): EUC_2D coordinates, demands, one depot that is the first node. What else it
 * asks for (explicit matrices, a longest route, several depots) is refused by name, as an InstanceFault.
 */
export function readCvrplib(text: string): Instance {
  const facts: Record<string, string> = {}
  const sections: Record<string, { line: number; row: number[] }[]> = {}
  let section: { line: number; row: number[] }[] | undefined
  const lines = text.split(/\r?\n/)
  for (const [k, raw] of lines.entries()) {
    const line = raw.trim()
    if (line === 'EOF') break
    const fact = /^(\w+)\s*:\s*(.*)$/.exec(line)
    if (fact !== null) facts[fact[1]!] = fact[2]!.replace(/^"|"$/g, '')
    else if (/_SECTION$/.test(line)) section = sections[line] = []
    else if (line !== '') {
      const row = line.split(/\s+/).map(Number)
      if (section === undefined || !row.every(Number.isFinite))
        throw new InstanceFault(k + 1, 'KEY : value, a section or its numbers', line.slice(0, 60))
      section.push({ line: k + 1, row })
    }
  }
  refuse(facts, sections)
  const numbered = (name: string, columns: number) => {
    const rows = sections[name] ?? []
    for (const [k, { line, row }] of rows.entries()) {
      if (row.length !== columns || row[0] !== k + 1)
        throw new InstanceFault(line, `node ${k + 1} with ${columns - 1} numbers`, row.join(' '))
    }
    return rows.map(({ row }) => row)
  }
  const places = numbered('NODE_COORD_SECTION', 3)
  const [x, y] = [places.map((row) => row[1]!), places.map((row) => row[2]!)]
  const demand = numbered('DEMAND_SECTION', 2).map((row) => row[1]!)
  const instance = {
    name: facts.NAME ?? '',
    x,
    y,
    demand,
    capacity: Number(facts.CAPACITY),
    vehicles: null,
    times: null,
  }
  if (Number(facts.DIMENSION) !== x.length)
    throw new InstanceFault(lines.length, `${facts.DIMENSION} nodes`, `${x.length} nodes`)
  return born(instance, lines.length)
}

function refuse(facts: Record<string, string>, sections: Record<string, { line: number; row: number[] }[]>): void {
  if (facts.EDGE_WEIGHT_TYPE !== 'EUC_2D')
    throw new InstanceFault(1, 'EDGE_WEIGHT_TYPE : EUC_2D', facts.EDGE_WEIGHT_TYPE ?? 'none')
  for (const key of ['DISTANCE', 'SERVICE_TIME', 'VEHICLES']) {
    if (facts[key] !== undefined) throw new InstanceFault(1, `no ${key}`, facts[key])
  }
  const depots = (sections.DEPOT_SECTION ?? []).flatMap(({ row }) => row).filter((at) => at !== -1)
  if (depots.length !== 1 || depots[0] !== 1)
    throw new InstanceFault(1, 'one depot, node 1', depots.join(' ') || 'none')
}

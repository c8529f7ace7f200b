import { born, type Instance, InstanceFault } from './instance.ts'

const COLUMNS = 'number, x, y, demand, ready, due, service'

/**
 * Reads a Solomon or Gehring-Homberger file: a name, VEHICLE with number and capacity, CUSTOMER with seven columns,
 * place 0 the depot, numbered in order. Throws an InstanceFault that names the line.
 */
export function readSolomon(text: string): Instance {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const name = lines.find((line) => line !== '') ?? ''
  const at = lines.findIndex((line) => /^VEHICLE/i.test(line))
  if (at < 0) throw new InstanceFault(1, 'a section VEHICLE', name.slice(0, 60))
  let vehicle: number[] | undefined
  const rows: number[][] = []
  for (const [k, line] of lines.entries()) {
    if (k <= at || !/^[-+.\d]/.test(line)) continue
    const row = line.split(/\s+/).map(Number)
    const wanted = vehicle === undefined ? 2 : 7
    if (row.length !== wanted || !row.every(Number.isFinite))
      throw new InstanceFault(k + 1, vehicle === undefined ? 'number and capacity of vehicles' : COLUMNS, line)
    if (vehicle === undefined) vehicle = row
    else if (row[0] !== rows.length) throw new InstanceFault(k + 1, `customer ${rows.length}`, line)
    else rows.push(row)
  }
  const column = (k: number) => rows.map((row) => row[k]!)
  return born(
    {
      name,
      x: column(1),
      y: column(2),
      demand: column(3),
      capacity: vehicle?.[1] ?? 0,
      vehicles: vehicle?.[0] ?? null,
      times: { ready: column(4), due: column(5), service: column(6) },
    },
    lines.length,
  )
}

import { readFileSync } from 'node:fs'
import { readCvrplib } from '../../geo/rounds/instances/cvrplib.ts'
import { type Convention, type Instance, InstanceFault } from '../../geo/rounds/instances/instance.ts'
import { readSolomon } from '../../geo/rounds/instances/solomon.ts'
import type { Objective } from './errand.ts'

/** Reads a .txt (Solomon, Gehring-Homberger) or .vrp (CVRPLIB) file; throws an InstanceFault or the file's own error. */
export function readInstance(file: string): Instance {
  const text = readFileSync(file, 'utf8')
  if (/\.vrp$/i.test(file)) return readCvrplib(text)
  if (/\.txt$/i.test(file)) return readSolomon(text)
  throw new InstanceFault(1, 'a file .vrp (CVRPLIB) or .txt (Solomon, Gehring-Homberger)', file)
}

/** The convention under which the best known values of such a file are published. */
export function conventionOf({ times }: Instance, objective: Objective): Convention {
  if (times === null) return 'integer'
  return objective === 'fleet' ? 'exact' : 'dimacs'
}

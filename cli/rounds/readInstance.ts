import { readFileSync } from 'node:fs'
import { readCvrplib } from '../../geo/rounds/instances/cvrplib.ts'
import { type Convention, type Instance, InstanceFault } from '../../geo/rounds/instances/instance.ts'
import { readSolomon } from '../../geo/rounds/instances/solomon.ts'
import type { Objective } from './errand.ts'

export type Kind = 'json' | 'cvrplib' | 'solomon'

/** What a text is, whatever its file is called. @throws InstanceFault where it is none of them */
export function kindOf(text: string): Kind {
  if (/^\s*[{[]/.test(text)) return 'json'
  if (/^\s*(NAME|TYPE|COMMENT|DIMENSION|CAPACITY|EDGE_WEIGHT_TYPE)\s*:/im.test(text)) return 'cvrplib'
  if (/^\s*VEHICLE\s*$/im.test(text)) return 'solomon'
  const first = text.trim().slice(0, 60) || 'an empty file'
  throw new InstanceFault(1, "VROOM's JSON, CVRPLIB, or Solomon with a section VEHICLE", first)
}

/** A file's text without a byte order mark. @throws the error of `fs` */
export const readText = (file: string): string => readFileSync(file, 'utf8').replace(/^\uFEFF/, '')

/** An instance in the format its text shows. @throws InstanceFault */
export function instanceOf(text: string): Instance {
  const kind = kindOf(text)
  if (kind === 'json') throw new InstanceFault(1, 'a public instance (CVRPLIB or Solomon)', 'JSON')
  return kind === 'cvrplib' ? readCvrplib(text) : readSolomon(text)
}

/** A public instance. @throws InstanceFault, or the error of `fs` */
export const readInstance = (file: string): Instance => instanceOf(readText(file))

/** The convention under which the best known values of such a file are published. */
export function conventionOf({ times }: Instance, objective: Objective): Convention {
  if (times === null) return 'integer'
  return objective === 'fleet' ? 'exact' : 'dimacs'
}

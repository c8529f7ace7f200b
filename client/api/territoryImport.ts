import { z } from 'zod'
import {
  type ImportOptions,
  ImportOut,
  Imports,
  type PreviewAsked,
  PreviewOut,
  ProblemsPage,
} from '../../server/api/territoryImport.ts'
import { ask } from '../ask.ts'
import { type Sending, sendFile } from './sendFile.ts'

const at = (id: number, rest = '') => `/api/territory/imports/${id}${rest}`
const nothing = z.unknown().transform(() => undefined)

export const imports = async () => (await ask(Imports, 'GET', '/api/territory/imports')).imports
export const importOf = (id: number) => ask(ImportOut, 'GET', at(id))
export const preview = (id: number, system: { crs: string; swapAxes: boolean } | null) =>
  ask(
    PreviewOut,
    'GET',
    at(id, system === null ? '/preview' : `/preview?crs=${encodeURIComponent(system.crs)}&swapAxes=${system.swapAxes}`),
  )
export const previewAnew = (id: number, asked: PreviewAsked) => ask(ImportOut, 'POST', at(id, '/preview'), asked)
export const run = (id: number, options: z.input<typeof ImportOptions>) =>
  ask(ImportOut, 'POST', at(id, '/run'), options)
export const cancel = (id: number) => ask(ImportOut, 'POST', at(id, '/cancel'), {})
export const discard = (id: number) => ask(nothing, 'DELETE', at(id))
export const problems = (id: number, after: number) => ask(ProblemsPage, 'GET', at(id, `/problems?after=${after}`))

/** Sends a boundary file. */
export const upload = (file: File, onProgress: (bytes: number) => void): Sending<ImportOut> =>
  sendFile(
    ImportOut,
    `/api/territory/imports?${new URLSearchParams({ file: file.name.slice(-256) })}`,
    file,
    onProgress,
  )

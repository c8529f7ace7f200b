import { z } from 'zod'
import {
  type ImportOptions,
  ImportOut,
  Imports,
  type PreviewAsked,
  PreviewOut,
  ProblemsPage,
} from '../../server/api/territoryImport.ts'
import { ApiError, ask, door, refusal } from '../ask.ts'

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

/** Sends a file as it is. Not by fetch, which tells nobody how much has been sent. */
export function upload(
  file: File,
  onProgress: (bytes: number) => void,
): { answer: Promise<ImportOut>; cancel: () => void } {
  const request = new XMLHttpRequest()
  const answer = new Promise<ImportOut>((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded))
    request.addEventListener('load', () => {
      const response = new Response(request.responseText, { status: request.status })
      if (!response.ok) return void refusal(response).then(reject)
      const parsed = ImportOut.safeParse(JSON.parse(request.responseText))
      if (parsed.success) resolve(parsed.data)
      else reject(new ApiError('contract'))
    })
    request.addEventListener('error', () => reject(new ApiError('network')))
    request.addEventListener('abort', () => reject(new ApiError('cancelled')))
  })
  request.open('POST', `/api/territory/imports?${new URLSearchParams({ file: file.name.slice(-256) })}`)
  request.setRequestHeader('accept', 'application/json')
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.setRequestHeader('x-csrf-token', door.csrf)
  request.send(file)
  return { answer, cancel: () => request.abort() }
}

import type { z } from 'zod'
import { ApiError, door, refusal } from '../ask.ts'

/** A file on its way. A cancelled one is refused as ApiError 'cancelled'. */
export interface Sending<T> {
  answer: Promise<T>
  cancel: () => void
}

/** Sends a file as it is; the answer is parsed by its contract. Not by fetch, which tells nobody how much has been sent. */
export function sendFile<T>(
  schema: z.ZodType<T>,
  path: string,
  file: File,
  onProgress: (bytes: number) => void,
): Sending<T> {
  const request = new XMLHttpRequest()
  const answer = new Promise<T>((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded))
    request.addEventListener('load', () => {
      const response = new Response(request.responseText, { status: request.status })
      if (!response.ok) return void refusal(response).then(reject)
      const parsed = schema.safeParse(JSON.parse(request.responseText))
      if (parsed.success) resolve(parsed.data)
      else reject(new ApiError('contract'))
    })
    request.addEventListener('error', () => reject(new ApiError('network')))
    request.addEventListener('abort', () => reject(new ApiError('cancelled')))
  })
  request.open('POST', path)
  request.setRequestHeader('accept', 'application/json')
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.setRequestHeader('x-csrf-token', door.csrf)
  request.send(file)
  return { answer, cancel: () => request.abort() }
}

import type { z } from 'zod'
import type { Fault } from '../../problem/fault.ts'

/** A fault at a place of the input, such as `jobs[3].service`, in both languages. */
export const fault = (path: string, zh: string, en: string): Fault => ({ path, id: null, words: { zh, en } })

/** What a schema finds wrong, each with its path in the JSON. */
export function faultsOf(error: z.ZodError, input: unknown): Fault[] {
  return error.issues.flatMap((issue): Fault[] => {
    const path = pathOf(issue.path)
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) =>
        fault(pathOf([...issue.path, key]), '无法识别的键，不能照办', 'An unknown key, which cannot be honoured'),
      )
    }
    const got = shown(at(input, issue.path))
    return [
      fault(
        path,
        `应为${EXPECTED_ZH[issue.code] ?? '符合格式的值'}（${issue.message}），实为 ${got}`,
        `${issue.message}; got ${got}`,
      ),
    ]
  })
}

const EXPECTED_ZH: Readonly<Record<string, string>> = {
  invalid_type: '另一种类型的值',
  too_small: '更大的值',
  too_big: '更小的值',
}

export function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input)
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)} …` : text
}

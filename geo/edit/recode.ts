import { outcome } from './apply.ts'
import { type Arrangement, childrenOf } from './arrangement.ts'
import { type Outcome, refuse } from './edit.ts'

/** Gives an area another code; the areas below it follow. */
export function recode(arrangement: Arrangement, { code, to }: { code: string; to: string }): Outcome {
  const area = arrangement.areas.get(code)
  if (area === undefined) return refuse('unknown-area', `没有区域 ${code}`, `There is no area ${code}`)
  const next = to.trim()
  if (next === '') return refuse('code-empty', '编码不能为空', 'The code must not be empty')
  if (next !== code && arrangement.areas.has(next))
    return refuse('code-taken', `编码 ${next} 已被使用`, `The code ${next} is in use`)
  const moved =
    next === code
      ? []
      : [{ ...area, code: next }, ...childrenOf(arrangement, code).map((child) => ({ ...child, parent: next }))]
  return outcome(arrangement, {
    remove: next === code ? [] : [code],
    put: moved,
    words: { zh: `${area.name} 改码：${code} → ${next}`, en: `Recoded ${area.name}: ${code} → ${next}` },
  })
}

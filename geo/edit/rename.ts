import { outcome } from './apply.ts'
import type { Arrangement } from './arrangement.ts'
import { type Outcome, refuse } from './edit.ts'

/** Gives an area another name. */
export function rename(arrangement: Arrangement, { code, name }: { code: string; name: string }): Outcome {
  const area = arrangement.areas.get(code)
  if (area === undefined) return refuse('unknown-area', `没有区域 ${code}`, `There is no area ${code}`)
  const next = name.trim()
  if (next === '') return refuse('name-empty', '名称不能为空', 'The name must not be empty')
  const put = next === area.name ? [] : [{ ...area, name: next }]
  return outcome(arrangement, {
    put,
    words: { zh: `${code} 更名：${area.name} → ${next}`, en: `Renamed ${code}: ${area.name} → ${next}` },
  })
}

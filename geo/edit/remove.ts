import { type Arrangement, descendantsOf } from './arrangement.ts'
import { type Outcome, refuse } from './edit.ts'
import { merge } from './merge.ts'

/**
 * Takes an area out. Its land goes to a neighbour, with what lies below it; or, where none is named, it is left open and
 * everything below it goes too: the check will then find a gap.
 */
export function remove(arrangement: Arrangement, { code, into }: { code: string; into?: string }): Outcome {
  const area = arrangement.areas.get(code)
  if (area === undefined) return refuse('unknown-area', `没有区域 ${code}`, `There is no area ${code}`)
  if (into !== undefined) return merge(arrangement, { codes: [into, code], keep: into })
  const below = descendantsOf(arrangement, code)
  return {
    remove: [code, ...below.map((one) => one.code)],
    put: [],
    words: {
      zh: `删除 ${area.name}（${code}）${below.length > 0 ? `及下级 ${below.length} 个` : ''}，原地留空`,
      en: `Removed ${area.name} (${code})${below.length > 0 ? ` and ${below.length} below it` : ''}; its land is left open`,
    },
  }
}

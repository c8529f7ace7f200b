import { LEVELS, type Level } from '../../../geo/types.ts'
import type { Field } from './fields.ts'

export interface Suggestion {
  code: string | null
  name: string | null
  parent: string | null
  level: Level
}

/** Names under which Chinese and foreign files keep codes, names and parents; case does not matter. */
const CODE_NAMES = /^(.*(编码|代码|编号)|code|.*_?code|adcode|.*dm|.*bm|geoid|.+_id|no|.*_?(no|num|nr))$/i
/** Numbers that programs give to rows: unique, and the code of nothing. */
const ROW_NAMES = /^(objectid.*|fid.*|gid|id|oid|bsm|ogc_fid)$/i
const NAME_NAMES = /^(.*名称|.*名|name|.*_?name|mc|.*mc|xzqmc|title|label|.*_?label)$/i
const PARENT_NAMES =
  /^(上级.*|所属.*|父.*|parent.*|.*_?parent|pid|p_?code|sjdm|sjbm|sj.*|up.*|street|街道.*|district|区县.*|社区编码|网格编码)$/i

const LEVEL_WORDS: readonly [RegExp, Level][] = [
  [/微网格|micro.?grid|wwg/i, 'micro-grid'],
  [/网格|grid|beat/i, 'grid'],
  [/社区|村居|村|communit|village|sector|neighbou?rhood/i, 'community'],
  [/街道|镇街|乡镇|镇|street|town|subdistrict|ward/i, 'street'],
  [/区县|区界|县界|district|county/i, 'district'],
]

/** Largest number of features that a level is likely to have, where nothing else tells. */
const LIKELY: readonly [number, Level][] = [
  [1, 'district'],
  [40, 'street'],
  [400, 'community'],
  [3000, 'grid'],
]

/**
 * What the columns and the level of a file seem to be: by their names, and by what they hold. A code is there for
 * every feature and never twice; a name is rarely digits; a parent repeats.
 */
export function suggest(fields: readonly Field[], features: number, words: string): Suggestion {
  const unique = ({ filled, distinct }: Field) => filled === features && (distinct === null || distinct === features)
  const full = ({ filled }: Field) => features > 0 && filled >= features * 0.9
  const code = best(fields, (field) =>
    !full(field)
      ? 0
      : (unique(field) ? 4 : 0) +
        (ROW_NAMES.test(field.name) ? -1 : CODE_NAMES.test(field.name) ? 3 : 0) +
        field.numeric / 2,
  )
  const name = best(fields, (field) =>
    !full(field) || field.name === code
      ? 0
      : (NAME_NAMES.test(field.name) ? 4 : 0) +
        (field.numeric < 0.1 ? 2 : 0) +
        (unique(field) ? 1 : 0) +
        (isChinese(field) ? 1 : 0),
  )
  const parent = best(fields, (field) =>
    [code, name].includes(field.name) || !full(field) || unique(field) || !PARENT_NAMES.test(field.name) ? 0 : 2,
  )
  return { code, name: name ?? code, parent, level: levelOf(words, features) }
}

const isChinese = ({ samples }: Field) => samples.some((sample) => /\p{Script=Han}/u.test(sample))

function best(fields: readonly Field[], score: (field: Field) => number): string | null {
  let found: Field | null = null
  let most = 1.5
  for (const field of fields) {
    const points = score(field)
    if (points <= most) continue
    found = field
    most = points
  }
  return found?.name ?? null
}

function levelOf(words: string, features: number): Level {
  const named = LEVEL_WORDS.find(([pattern]) => pattern.test(words))?.[1]
  return named ?? LIKELY.find(([most]) => features <= most)?.[1] ?? LEVELS.at(-1)!
}

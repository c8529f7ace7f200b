import { figuresOfCsv } from '../../csv/figures.ts'
import type { Flaw } from '../../errors.ts'
import type { StreetCount } from './store.ts'

/**
 * Residents by street out of a CSV text with the columns `street` (code or name; also 街道) and `residents` (also 居民,
 * 人口). Every street that is named must be of the district, once, with a whole number; streets left out count as 0.
 */
export function residentsOfCsv(
  text: string,
  streets: readonly { code: string; name: string }[],
): { rows: StreetCount[] } | { flaws: Flaw[] } {
  const made = figuresOfCsv(text, {
    columns: { key: ['street', '街道', '街道编码'], figure: ['residents', '居民', '居民数', '人口'] },
    codeOf: (named) => {
      const found = streets.filter(({ code, name }) => code === named || name === named)
      return found.length === 1 ? found[0]!.code : undefined
    },
    figure: /^\d{1,9}$/,
    expected: {
      columns: '“街道”和“居民”两列 / the columns street and residents',
      key: '本区一个街道的编码或名称 / code or name of one street of the district',
      once: '每个街道一行 / each street once',
      figure: '居民数为整数 / a whole number of residents',
      line: '至少一行街道 / a line for a street',
    },
  })
  return 'flaws' in made ? made : { rows: [...made.figures].map(([street, n]) => ({ street, n })) }
}

import { figuresOfCsv } from '../csv/figures.ts'
import type { Flaw } from '../errors.ts'
import type { AreaAmount } from './store.ts'

/**
 * Amounts by area out of a CSV text with the columns `area` (code; also 区域, 编码) and `amount` (also 数量, 居民, 工时).
 * Every area must be one of these codes, once, with a number from 0; areas left out are not known, which is not 0.
 */
export function amountsOfCsv(text: string, codes: ReadonlySet<string>): { areas: AreaAmount[] } | { flaws: Flaw[] } {
  const made = figuresOfCsv(text, {
    columns: { key: ['area', '区域', '编码'], figure: ['amount', '数量', '居民', '工时'] },
    codeOf: (named) => (codes.has(named) ? named : undefined),
    figure: /^\d{1,9}(\.\d{1,6})?$/,
    expected: {
      columns: '“区域”和“数量”两列 / the columns area and amount',
      key: '现行边界中一个区域的编码 / the code of an area in force',
      once: '每个区域一行 / each area once',
      figure: '不小于零的数 / a number from 0',
      line: '至少一行 / at least one line',
    },
  })
  return 'flaws' in made ? made : { areas: [...made.figures].map(([code, amount]) => ({ code, amount })) }
}

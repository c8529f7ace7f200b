import type { Words } from '../stats/explain.ts'

/** A probability as people say it. @param p 0 to 1 */
export function chanceWords(p: number): Words {
  if (p >= 0.1) return { zh: `很平常（约每 ${count(p)} 次一次）`, en: `often (about once in ${count(p)} times)` }
  if (p < 0.0001) return { zh: '不到万分之一', en: 'less than once in 10,000 times' }
  const once = Number(count(p)).toLocaleString('en')
  return { zh: `约每 ${once} 次才有一次`, en: `about once in ${once} times` }
}

/** 1/p, to two digits. */
const count = (p: number) => String(Math.max(1, Number((1 / p).toPrecision(2))))

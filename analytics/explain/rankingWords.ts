import type { Words } from '../stats/explain.ts'

export function explainRanking(facts: {
  ranked: number
  tooFew: number
  least: number
  by: 'in-time' | 'closed'
}): Words {
  const { ranked, tooFew, least, by } = facts
  const what = by === 'in-time' ? { zh: '按期办结率', en: 'closed within their term' } : { zh: '办结率', en: 'closed' }
  return {
    zh: `${ranked} 个区域按${what.zh}排列，均附 95% 区间（Wilson）；区间相接的区域分不出先后，因此名次是一个范围。${tooFew > 0 ? `${tooFew} 个区域不足 ${least} 件，只列出，不排名。` : ''}它不考虑案件难易，也不说明原因。`,
    en: `${ranked} areas by the share ${what.en}, each with its 95 % interval (Wilson). Areas whose intervals touch are not told apart, so a place is a range. ${tooFew > 0 ? `${tooFew} with fewer than ${least} are listed, not ranked. ` : ''}It does not weigh how hard the cases are, nor say why.`,
  }
}

import type { Words } from '../stats/explain.ts'
import type { HotSpotPattern } from '../stats/hotSpotPattern.ts'

const SIDES = { hot: { zh: '热点', en: 'hot spot' }, cold: { zh: '冷点', en: 'cold spot' } }

/** Each pattern by its first word: its name, and what it means. */
const PATTERNS: Readonly<Record<string, { zh: string; en: string; means: Words }>> = {
  new: {
    zh: '新出现的',
    en: 'new',
    means: { zh: '只在最近一期显著，此前从未显著', en: 'significant in the last slice only, never before' },
  },
  consecutive: {
    zh: '连续的',
    en: 'consecutive',
    means: {
      zh: '最近几期不间断地显著，此前从未显著',
      en: 'significant without a break up to the last slice, never before that',
    },
  },
  intensifying: {
    zh: '加剧的',
    en: 'intensifying',
    means: { zh: '九成以上时段显著，且越来越强', en: 'significant in at least 90 % of the slices and growing' },
  },
  persistent: {
    zh: '持续的',
    en: 'persistent',
    means: {
      zh: '九成以上时段显著，强弱没有明显变化',
      en: 'significant in at least 90 % of the slices, with no clear trend',
    },
  },
  diminishing: {
    zh: '减弱的',
    en: 'diminishing',
    means: { zh: '九成以上时段显著，但越来越弱', en: 'significant in at least 90 % of the slices but fading' },
  },
  sporadic: {
    zh: '时有时无的',
    en: 'sporadic',
    means: { zh: '最近一期显著，此前断断续续', en: 'significant now and on and off before' },
  },
  oscillating: {
    zh: '反复的',
    en: 'oscillating',
    means: { zh: '最近一期显著，此前曾经相反', en: 'significant now, and the opposite at some time before' },
  },
  historical: {
    zh: '历史上的',
    en: 'historical',
    means: {
      zh: '九成以上时段显著，但最近一期不再显著',
      en: 'significant in at least 90 % of the slices, but not in the last one',
    },
  },
}

/** The name of a pattern and what it means. */
export function patternWords(pattern: HotSpotPattern): { name: Words; means: Words } {
  const [first, side] = pattern.split(' ') as [string, string]
  const known = PATTERNS[first]
  if (known === undefined || (side !== 'hot' && side !== 'cold')) {
    return {
      name: { zh: '没有规律', en: 'no pattern' },
      means: {
        zh: '最近一期不显著，此前也不属于任何一类',
        en: 'not significant in the last slice, and of no other kind before',
      },
    }
  }
  return { name: { zh: known.zh + SIDES[side].zh, en: `${known.en} ${SIDES[side].en}` }, means: known.means }
}

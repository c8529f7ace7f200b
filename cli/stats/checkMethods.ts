/** Methods that look back: how good a map or an order was. */
import { mapAccuracy } from '../../analytics/stats/accuracy.ts'
import { concentration } from '../../analytics/stats/concentration.ts'
import { areaUnderCurve, compareOrders } from '../../analytics/stats/inspectionOrder.ts'
import type { Answer } from './answer.ts'
import { refusal } from './areas.ts'
import type { Question } from './question.ts'

export function accuracy(question: Question): Answer {
  const incidents = complete('--values', question.values)
  const marked = Uint8Array.from(complete('--marked', question.column('marked')), (one) => Number(one !== 0))
  const size = question.has('size')
    ? complete('--size', question.column('size'))
    : new Float64Array(question.rows).fill(1)
  if (!size.every((one) => one > 0)) throw refusal('--size', 'sizes above 0', 'others')
  const found = { ...mapAccuracy(marked, incidents, size), ...concentration(incidents) }
  return {
    columns: { reason: Array(question.rows).fill(null) },
    facts: found,
    words: {
      zh: `标出的区域含 ${found.inside}/${found.all} 起；PAI = ${shown(found.pai)}（1 为随机），PEI* = ${shown(found.pei)}（1 为同面积下最好）。只说过去这一段。`,
      en: `The marked areas hold ${found.inside} of ${found.all}; PAI = ${shown(found.pai)} (1 is chance), PEI* = ${shown(found.pei)} (1 is the best with as much area). It speaks of this period only.`,
    },
  }
}

export function inspections(question: Question): Answer {
  const critical = Uint8Array.from(complete('--values', question.values), (one) => Number(one !== 0))
  const days = complete('--time', question.column('time'))
  const withInspector = complete('--risk', question.column('risk'))
  const blind = question.has('risk-without') ? question.column('risk-without') : withInspector
  const { permutations, seed } = question.draws ?? { permutations: 199, seed: 1 }
  const risks = { withInspector, withoutInspector: complete('--risk-without', blind) }
  const found = compareOrders(days, critical, risks, { draws: permutations, seed })
  const later = new Set(found.withInspector.laterOnes)
  const figures = (name: 'withInspector' | 'withoutInspector') => {
    const { meanDaysEarlier, sdDays, later } = found[name]
    return { meanDaysEarlier, sdDays, later, auc: areaUnderCurve(critical, risks[name]) }
  }
  const days1 = (value: number | null | undefined) => (typeof value === 'number' ? value.toFixed(1) : '–')
  const [mean, meanBlind] = [found.withInspector.meanDaysEarlier, found.withoutInspector.meanDaysEarlier]
  return {
    columns: {
      new_day: [...found.withInspector.days],
      found_later: Array.from(critical, (_, i) => Number(later.has(i))),
      reason: Array(question.rows).fill(null),
    },
    facts: {
      withInspector: figures('withInspector'),
      withoutInspector: question.has('risk-without') ? figures('withoutInspector') : null,
      random: found.random,
    },
    words: {
      zh: `按风险重排：严重问题平均早 ${days1(mean)} 天发现${question.has('risk-without') ? `，不知检查人时早 ${days1(meanBlind)} 天` : ''}，随机顺序 ${days1(found.random?.meanDaysEarlier)} ± ${days1(found.random?.sdDays)} 天；${later.size} 起反而更晚。只有同时胜过后两者才是模型之功。`,
      en: `In the order of risk critical findings come ${days1(mean)} days earlier on average${question.has('risk-without') ? `, ${days1(meanBlind)} without knowing who inspects` : ''}, at random ${days1(found.random?.meanDaysEarlier)} ± ${days1(found.random?.sdDays)}; ${later.size} come later. Only what beats both is the model's merit.`,
    },
  }
}

function complete(option: string, column: Float64Array): Float64Array {
  const bad = column.findIndex((one) => !Number.isFinite(one))
  if (bad !== -1) throw refusal(option, 'a number in every row', `row ${bad + 1} has none`)
  return column
}

const shown = (figure: number | null) => (figure === null ? '–' : figure.toPrecision(3))

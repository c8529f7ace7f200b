import type { Words } from '../../words.ts'
import type { Problem } from '../problem/problem.ts'
import type { Constraint } from './constraint.ts'

/** A constraint in words, as part of "not placed, because …". Names are looked up in the problem. */
export function constraintWords(problem: Problem, constraint: Constraint): Words {
  const departmentOf = (code: string) => problem.departments.find((one) => one.code === code)?.name ?? code
  const premisesOf = (id: string) => problem.premises.find((one) => one.id === id)?.name ?? id
  const zoneOf = (id: string) => problem.zones.find((one) => one.id === id)?.name ?? id
  switch (constraint.kind) {
    case 'window': {
      const { release, due } = constraint
      return {
        zh: `${release} 至 ${due} 之间没有合适的工作日`,
        en: `no working day between ${release} and ${due} suits`,
      }
    }
    case 'opening-hours':
      return {
        zh: `${premisesOf(constraint.premises)}的营业时间或休息日不合适`,
        en: `the opening hours or closing days of ${premisesOf(constraint.premises)} do not suit`,
      }
    case 'half-day-length': {
      const [length, longest] = [constraint.lengthS, constraint.longestS].map(minutes)
      return {
        zh: `单独前往需 ${length} 分钟，半天为 ${longest} 分钟，与其他检查合在一起超过半天`,
        en: `alone it takes ${length} minutes of a half-day of ${longest}; with what else is due the half-day is too short`,
      }
    }
    case 'officers': {
      const name = departmentOf(constraint.department)
      return {
        zh: `期限内任何工作半天都没有第 ${constraint.needed} 名空闲的${name}持证执法人员`,
        en: `no ${ordinal(constraint.needed)} certified officer of ${name} is free on any half-day`,
      }
    }
    case 'crew-size':
      return {
        zh: `一组最多 ${constraint.most} 人，本次检查需要 ${constraint.needed} 人`,
        en: `a crew holds at most ${constraint.most} officers, this visit needs ${constraint.needed}`,
      }
    case 'rounds-per-half-day':
      return {
        zh: `${zoneOf(constraint.zone)}每半天最多出动 ${constraint.most} 组，均已派出`,
        en: `all ${constraint.most} teams of ${zoneOf(constraint.zone)} are out`,
      }
    case 'cool-off':
      return {
        zh: `同一检查对象两次检查须间隔 ${constraint.days} 天`,
        en: `${constraint.days} days must lie between two visits of ${premisesOf(constraint.premises)}`,
      }
    case 'frequency-cap':
      return {
        zh: `${premisesOf(constraint.premises)}的检查频次上限为 ${constraint.most} 次`,
        en: `${premisesOf(constraint.premises)} may have ${constraint.most} visits at most`,
      }
    case 'unreachable':
      return {
        zh: `往返${premisesOf(constraint.premises)}没有可行道路`,
        en: `no way leads to ${premisesOf(constraint.premises)} and back`,
      }
    case 'incompatible':
      return {
        zh: `事项 ${constraint.matter} 不得与 ${constraint.against.join('、')} 同次检查`,
        en: `matter ${constraint.matter} must not share a visit with ${constraint.against.join(', ')}`,
      }
  }
}

const minutes = (seconds: number): number => Math.ceil(seconds / 60)

function ordinal(n: number): string {
  const ending =
    n % 10 === 1 && n !== 11 ? 'st' : n % 10 === 2 && n !== 12 ? 'nd' : n % 10 === 3 && n !== 13 ? 'rd' : 'th'
  return `${n}${ending}`
}

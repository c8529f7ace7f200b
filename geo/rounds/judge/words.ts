import type { Words } from '../../words.ts'
import type { Violation } from './violation.ts'

/** What is wrong, in both languages: what the rule asks and what the solution has. */
export function violationWords(violation: Violation): Words {
  const of = WORDS[violation.kind] as (one: Violation) => readonly [zh: string, en: string]
  const [zh, en] = of(violation)
  return { zh, en }
}

const clock = (s: number): string =>
  `${String(Math.floor(s / 3600)).padStart(2, '0')}:${String(Math.floor(s / 60) % 60).padStart(2, '0')}:${String(Math.round(s % 60)).padStart(2, '0')}`

type Of<K> = Extract<Violation, { kind: K }>

const WORDS: { [K in Violation['kind']]: (one: Of<K>) => readonly [zh: string, en: string] } = {
  'no-such-check': ({ visit, check }) => [
    `联合检查 ${visit} 含有不存在的计划检查 ${check}`,
    `visit ${visit} has a check ${check} that the problem does not`,
  ],
  'no-such-visit': ({ round, visit }) => [
    `第 ${round + 1} 轮的联合检查 ${visit} 不存在`,
    `round ${round + 1} stops for a visit ${visit} that does not exist`,
  ],
  'check-twice': ({ check }) => [`计划检查 ${check} 在两次联合检查中`, `check ${check} is in two visits`],
  'visit-twice': ({ visit }) => [`联合检查 ${visit} 安排了两次`, `visit ${visit} is made twice`],
  'check-lost': ({ check }) => [
    `计划检查 ${check} 既未安排，也未说明原因`,
    `check ${check} is in no round and has no reason`,
  ],
  'check-both': ({ check }) => [
    `计划检查 ${check} 已安排，却又列为未安排`,
    `check ${check} is in a round and listed as left out`,
  ],
  'foreign-check': ({ visit, check, premises }) => [
    `联合检查 ${visit} 含有另一检查对象 ${premises} 的计划检查 ${check}`,
    `visit ${visit} has check ${check} of other premises ${premises}`,
  ],
  'foreign-zone': ({ round, visit, zone }) => [
    `第 ${round + 1} 轮属片区 ${zone}，联合检查 ${visit} 不在该片区`,
    `round ${round + 1} is of zone ${zone}, visit ${visit} is not`,
  ],
  'empty-round': ({ round }) => [`第 ${round + 1} 轮没有任何检查`, `round ${round + 1} makes no visit`],
  'visit-departments': ({ visit, expected }) => [
    `联合检查 ${visit} 应有部门 ${expected.join('、')}`,
    `visit ${visit} must have the departments ${expected.join(', ')}`,
  ],
  'visit-lead': ({ visit, expected }) => [
    `联合检查 ${visit} 应由 ${expected} 牵头`,
    `visit ${visit} must be led by ${expected}`,
  ],
  'visit-service': ({ visit, claimedS, realS }) => [
    `联合检查 ${visit} 应历时 ${realS} 秒，所列 ${claimedS} 秒`,
    `visit ${visit} takes ${realS} s, ${claimedS} s are claimed`,
  ],
  'visit-window': ({ visit, check }) => [
    `联合检查 ${visit} 的时限超出计划检查 ${check} 的时限`,
    `the window of visit ${visit} reaches beyond that of check ${check}`,
  ],
  'working-day': ({ round, day }) => [
    `第 ${round + 1} 轮在 ${day}，不是工作日`,
    `round ${round + 1} is on ${day}, which is no working day`,
  ],
  window: ({ round, check, day }) => [
    `第 ${round + 1} 轮在 ${day}，不在计划检查 ${check} 的时限内`,
    `round ${round + 1} is on ${day}, outside the window of check ${check}`,
  ],
  closed: ({ round, visit, day }) => [
    `第 ${round + 1} 轮在 ${day}，联合检查 ${visit} 的对象当日休息`,
    `round ${round + 1} is on ${day}, when the premises of ${visit} is closed`,
  ],
  'opening-hours': ({ round, visit, startS, endS }) => [
    `第 ${round + 1} 轮的 ${visit} ${clock(startS)}–${clock(endS)} 不在营业时间内`,
    `round ${round + 1}: ${visit} from ${clock(startS)} to ${clock(endS)} is outside opening hours`,
  ],
  'half-day-length': ({ round, leaveS, backS }) => [
    `第 ${round + 1} 轮 ${clock(leaveS)}–${clock(backS)} 超出半天时限`,
    `round ${round + 1} from ${clock(leaveS)} to ${clock(backS)} is not within its half-day`,
  ],
  'no-way': ({ round, from, to }) => [
    `第 ${round + 1} 轮从 ${from} 无法到达 ${to}`,
    `round ${round + 1}: no way leads from ${from} to ${to}`,
  ],
  arrival: ({ round, visit, claimedS, realS }) => [
    `第 ${round + 1} 轮应于 ${clock(realS)} 到达${visit === null ? '驻地' : ` ${visit}`}，所列 ${clock(claimedS)}`,
    `round ${round + 1} reaches ${visit ?? 'its seat'} at ${clock(realS)}, ${clock(claimedS)} is claimed`,
  ],
  'early-start': ({ round, visit, arriveS, startS }) => [
    `第 ${round + 1} 轮的 ${visit} ${clock(startS)} 开始，早于到达 ${clock(arriveS)}`,
    `round ${round + 1}: ${visit} begins at ${clock(startS)}, before arrival at ${clock(arriveS)}`,
  ],
  stay: ({ round, visit, claimedS, realS }) => [
    `第 ${round + 1} 轮的 ${visit} 应历时 ${realS} 秒，所列 ${claimedS} 秒`,
    `round ${round + 1}: ${visit} takes ${realS} s, ${claimedS} s are given`,
  ],
  travel: ({ round, claimedS, realS }) => [
    `第 ${round + 1} 轮行驶 ${realS} 秒，所列 ${claimedS} 秒`,
    `round ${round + 1} drives ${realS} s, ${claimedS} s are claimed`,
  ],
  'round-departments': ({ round, missing, needless }) => [
    `第 ${round + 1} 轮缺少部门 ${missing.join('、') || '无'}，多出部门 ${needless.join('、') || '无'}`,
    `round ${round + 1} lacks departments ${missing.join(', ') || 'none'}, needs not ${needless.join(', ') || 'none'}`,
  ],
  'too-few-officers': ({ round, department, officers, needed }) => [
    `第 ${round + 1} 轮 ${department} 仅 ${officers} 人，应有 ${needed} 人`,
    `round ${round + 1} has ${officers} officers of ${department}, needs ${needed}`,
  ],
  'no-such-officer': ({ round, officer }) => [
    `第 ${round + 1} 轮的人员 ${officer} 不在名册`,
    `round ${round + 1}: officer ${officer} is not on the roster`,
  ],
  'needless-officer': ({ round, officer, department }) => [
    `第 ${round + 1} 轮不需要 ${department} 的 ${officer}`,
    `round ${round + 1} does not need ${officer} of ${department}`,
  ],
  'no-certificate': ({ round, officer, department, day }) => [
    `第 ${round + 1} 轮的 ${officer} 在 ${day} 没有 ${department} 的执法证`,
    `round ${round + 1}: ${officer} has no certificate of ${department} on ${day}`,
  ],
  absent: ({ round, officer, day, half }) => [
    `第 ${round + 1} 轮的 ${officer} 在 ${day} ${half === 'morning' ? '上午' : '下午'}不在岗`,
    `round ${round + 1}: ${officer} is away on the ${half} of ${day}`,
  ],
  'two-rounds': ({ officer, day, half }) => [
    `${officer} 在 ${day} ${half === 'morning' ? '上午' : '下午'}同时参加两轮`,
    `${officer} is in two rounds on the ${half} of ${day}`,
  ],
  'two-departments': ({ round, officer }) => [
    `第 ${round + 1} 轮的 ${officer} 同时代表两个席位`,
    `round ${round + 1}: ${officer} takes two places`,
  ],
  'officer-zone': ({ round, officer, zone }) => [
    `第 ${round + 1} 轮的 ${officer} 不参加片区 ${zone} 的检查`,
    `round ${round + 1}: ${officer} does not go out with zone ${zone}`,
  ],
  recused: ({ round, officer, premises }) => [
    `第 ${round + 1} 轮的 ${officer} 对 ${premises} 应当回避`,
    `round ${round + 1}: ${officer} is recused from ${premises}`,
  ],
  duty: ({ round, officer, department }) => [
    `第 ${round + 1} 轮需要 ${department} 时 ${officer} 不全在场，或时间超出本轮`,
    `round ${round + 1}: ${officer} is not there whenever ${department} is needed, or longer than the round is out`,
  ],
  'crew-size': ({ round, officers, most }) => [
    `第 ${round + 1} 轮 ${officers} 人，最多 ${most} 人`,
    `round ${round + 1} has ${officers} officers, may have ${most}`,
  ],
  'rounds-per-half-day': ({ zone, day, half, rounds, most }) => [
    `片区 ${zone} 在 ${day} ${half === 'morning' ? '上午' : '下午'}有 ${rounds} 轮，最多 ${most} 轮`,
    `zone ${zone} has ${rounds} rounds on the ${half} of ${day}, may have ${most}`,
  ],
  'cool-off': ({ premises, first, second, least }) => [
    `${premises} 在 ${first} 和 ${second} 的检查间隔少于 ${least} 天`,
    `${premises} is visited on ${first} and ${second}, less than ${least} days apart`,
  ],
  'frequency-cap': ({ premises, visits, most }) => [
    `${premises} 检查 ${visits} 次，频次上限 ${most} 次`,
    `${premises} is visited ${visits} times, may be ${most} times`,
  ],
  incompatible: ({ visit, matters }) => [
    `联合检查 ${visit} 含有不可同查的事项 ${matters.join('、')}`,
    `visit ${visit} checks matters ${matters.join(' and ')}, which exclude each other`,
  ],
  'locked-round': ({ locked }) => [`已锁定的第 ${locked + 1} 轮被改动`, `locked round ${locked + 1} was changed`],
  cost: ({ figure, claimed, real }) => [
    `成本 ${figure} 应为 ${real}，所列 ${claimed}`,
    `cost ${figure} is ${real}, ${claimed} is claimed`,
  ],
  bound: ({ figure, bound, real }) => [
    `${figure} 的下界 ${bound} 高于实际 ${real}`,
    `the lower bound ${bound} of ${figure} is above the real ${real}`,
  ],
  'no-proof': ({ premises }) => [`${premises} 没有最少次数的证明`, `${premises} has no proof of the fewest visits`],
  'unlike-proof': ({ premises, visits, proven }) => [
    `${premises} 有 ${visits} 次联合检查，证明为 ${proven} 次`,
    `${premises} has ${visits} visits, its proof is of ${proven}`,
  ],
  proof: ({ premises, checks }) => [
    `${premises} 的证明不成立：${checks.join('、')}`,
    `the proof of ${premises} does not hold: ${checks.join(', ')}`,
  ],
  'not-fewest': ({ premises, visits, possible }) => [
    `${premises} 用 ${visits} 次，${possible} 次即可`,
    `${premises} has ${visits} visits, ${possible} would do`,
  ],
  'not-spared': ({ premises, visits, possible }) => [
    `称 ${premises} 重新合并只需 ${visits} 次，实需 ${possible} 次`,
    `${premises} is said to do with ${visits} visits if merged anew, ${possible} are needed`,
  ],
  'could-be-served': ({ premises, served, possible }) => [
    `${premises} 合并了 ${served} 项计划检查，可合并 ${possible} 项`,
    `${premises} has ${served} checks in visits, ${possible} are possible`,
  ],
}

import type { Problem } from '../../geo/rounds/problem/problem.ts'
import type { PlanChange, Whereabouts } from '../../geo/rounds/replan/planChange.ts'
import type { Replanned } from '../../geo/rounds/replan/replan.ts'
import type { Words } from '../../geo/words.ts'

/** What became different in a plan, a line each, and what planning anew would spare. */
export function changeLines({ problem, changes, visitsToSpare }: Replanned): string[] {
  const words = changes.map((change) => changeWords(problem, change))
  return [
    `变动 / changes                  ${changes.length}`,
    ...words.map(({ zh, en }) => `${zh} / ${en}`),
    `重新编排可少检查 / visits to spare by planning anew  ${visitsToSpare}`,
  ]
}

/** A change in words. Names are looked up in the problem. */
export function changeWords(problem: Problem, change: PlanChange): Words {
  const premisesOf = (id: string) => problem.premises.find((one) => one.id === id)?.name ?? id
  const officerOf = (id: string) => problem.officers?.find((one) => one.id === id)?.name ?? id
  const at = ({ day, half, zone }: Whereabouts): Words => {
    const name = problem.zones.find(({ id }) => id === zone)?.name ?? zone
    return { zh: `${day} ${HALVES[half]}${name}`, en: `${day} ${half}, ${name}` }
  }
  const visit = ({ premises, checks }: { premises: string; checks: readonly string[] }) =>
    `${premisesOf(premises)}（${checks.join('、')}）`
  switch (change.kind) {
    case 'visit-moved': {
      const [from, to] = [at(change.from), at(change.to)]
      return isSame(change.from, change.to)
        ? { zh: `改组 ${visit(change)}：${to.zh}另一轮`, en: `${visit(change)} joins another round of ${to.en}` }
        : {
            zh: `移动 ${visit(change)}：${from.zh} → ${to.zh}`,
            en: `${visit(change)} moves from ${from.en} to ${to.en}`,
          }
    }
    case 'visit-changed': {
      const where = at(change.at)
      const parts = joinsAndLeaves(change)
      return {
        zh: `调整 ${visit(change)}：${where.zh}，${parts.zh}`,
        en: `${visit(change)} at ${where.en}: ${parts.en}`,
      }
    }
    case 'visit-added': {
      const to = at(change.to)
      return { zh: `新增 ${visit(change)}：${to.zh}`, en: `${visit(change)} is new at ${to.en}` }
    }
    case 'visit-removed': {
      const from = at(change.from)
      return { zh: `取消 ${visit(change)}：原定 ${from.zh}`, en: `${visit(change)} falls out at ${from.en}` }
    }
    case 'officers-changed': {
      const where = at(change.at)
      const parts = joinsAndLeaves({ joins: change.joins.map(officerOf), leaves: change.leaves.map(officerOf) })
      const names = [...new Set(change.premises)].map(premisesOf).join('、')
      return { zh: `换人 ${names}：${where.zh}，${parts.zh}`, en: `other officers at ${where.en}: ${parts.en}` }
    }
  }
}

const HALVES = { morning: '上午', afternoon: '下午' } as const

const isSame = (a: Whereabouts, b: Whereabouts): boolean => a.day === b.day && a.half === b.half && a.zone === b.zone

function joinsAndLeaves({ joins, leaves }: Record<'joins' | 'leaves', readonly string[]>): Words {
  const parts = [
    ...(leaves.length === 0 ? [] : [{ zh: `去掉 ${leaves.join('、')}`, en: `without ${leaves.join(', ')}` }]),
    ...(joins.length === 0 ? [] : [{ zh: `加入 ${joins.join('、')}`, en: `with ${joins.join(', ')}` }]),
  ]
  return { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') }
}

import type { Words } from '../words.ts'
import { LOAD_WORDS } from './loadWords.ts'
import type { Alternative, LoadFigure, Proposal, ZoneFigures, ZoningProblem } from './zoning.ts'

const KIND: Record<Alternative['kind'], Words> = {
  balance: { zh: '负荷最均衡', en: 'Best balance' },
  compact: { zh: '片区最紧凑', en: 'Most compact' },
  changes: { zh: '调整最少', en: 'Fewest changes' },
  travel: { zh: '往返驻地最省时', en: 'Shortest travel to the seats' },
  second: { zh: '次均衡', en: 'Next best balance' },
}

/** What an alternative is and what it gives for what, sentence by sentence, against the first of the proposal. */
export function explain(problem: ZoningProblem, proposal: Proposal, one: Alternative): Words[] {
  const [first] = proposal.alternatives
  return [
    headline(proposal, one),
    worst(problem, one),
    ...(one === first ? [] : trades(first!, one)),
    moves(problem, one),
    ...exclaves(problem, proposal),
  ]
}

function headline({ proof }: Proposal, { kind, score }: Alternative): Words {
  const { zh, en } = KIND[kind]
  if (proof.kind === 'exact') {
    return {
      zh: `${zh}：在允许的均衡范围内逐一比较全部连片划分得出，已证明没有更好的。`,
      en: `${en}: proven the best of its kind among all contiguous divisions within the balance allowed.`,
    }
  }
  const gap = score.deviation - proof.floor
  return {
    zh: `${zh}：搜索 ${proof.steps} 步得出，未证明最优；任何划分的最大偏差不会低于 ${proof.floor}%，本方案相差不超过 ${gap} 个百分点。`,
    en: `${en}: found by ${proof.steps} steps of search, not proven; no division deviates by less than ${proof.floor} %, so at most ${gap} points can be gained.`,
  }
}

/** The zone and load that deviate most, in words. */
function worst({ names }: ZoningProblem, { figures, score }: Alternative): Words {
  const all = figures.zones.flatMap((zone, n) => zone.loads.map((load) => ({ zone, n, load })))
  const most = all.reduce((a, b) => (Math.abs(b.load.deviation) > Math.abs(a.load.deviation) ? b : a))
  const name = zoneName(names, most.zone, most.n)
  const load = LOAD_WORDS[most.load.load]
  return {
    zh: `最大加权偏差 ${score.deviation}%；${name.zh}的${load.zh}${above(most.load, '高', '低')}于平均 ${percent(most.load)}%。`,
    en: `Largest weighted deviation ${score.deviation} %; ${load.en} of ${name.en} ${above(most.load, 'above', 'below')} the mean by ${percent(most.load)} %.`,
  }
}

const above = ({ deviation }: LoadFigure, more: string, less: string) => (deviation >= 0 ? more : less)
const percent = ({ deviation }: LoadFigure) => Math.round(Math.abs(deviation) * 100)

const zoneName = (names: ZoningProblem['names'], { label }: ZoneFigures, n: number): Words =>
  label === null
    ? { zh: `新片区 ${n + 1}`, en: `new zone ${n + 1}` }
    : (names?.get(label) ?? { zh: `片区 ${label}`, en: `zone ${label}` })

function trades(first: Alternative, one: Alternative): Words[] {
  const differences: [number, (by: string, more: boolean) => Words][] = [
    [
      one.score.deviation - first.score.deviation,
      (by, more) => ({
        zh: `最大偏差${more ? '多' : '少'} ${by} 个百分点`,
        en: `${by} points ${more ? 'more' : 'less'} deviation`,
      }),
    ],
    [
      (one.score.border - first.score.border) / 1000,
      (by, more) => ({
        zh: `片区间边界${more ? '长' : '短'} ${by} km`,
        en: `${by} km ${more ? 'more' : 'less'} border between zones`,
      }),
    ],
    [
      (one.score.travel - first.score.travel) / 60,
      (by, more) => ({
        zh: `到驻地合计${more ? '多' : '少'} ${by} 分钟`,
        en: `${by} minutes ${more ? 'more' : 'less'} travel to the seats`,
      }),
    ],
    [
      one.score.moved - first.score.moved,
      (by, more) => ({
        zh: `${more ? '多' : '少'}调整 ${by} 个街道`,
        en: `${by} ${more ? 'more' : 'fewer'} streets moved`,
      }),
    ],
  ]
  const said = differences
    .map(([by, say]) => ({ by: rounded(by), say, more: by > 0 }))
    .filter(({ by }) => by !== '0')
    .map(({ by, say, more }) => say(by, more))
  if (said.length === 0) return [{ zh: '各项指标与首个方案相同。', en: 'Its figures equal those of the first.' }]
  return [
    {
      zh: `与首个方案相比：${said.map(({ zh }) => zh).join('，')}。`,
      en: `Against the first: ${said.map(({ en }) => en).join(', ')}.`,
    },
  ]
}

const rounded = (by: number) => String(Math.abs(by) >= 10 ? Math.round(Math.abs(by)) : Number(Math.abs(by).toFixed(1)))

function moves({ streets, today }: ZoningProblem, { figures }: Alternative): Words {
  if (today.every((label) => label === null)) {
    return { zh: '目前没有片区，全部为新设。', en: 'There are no zones today; all are new.' }
  }
  if (figures.moved.length === 0) return { zh: '与现行片区一致，不调整任何街道。', en: 'As today: no street moves.' }
  const names = figures.moved.map((street) => streets[street]!.name).join('、')
  return {
    zh: `调整 ${figures.moved.length} 个街道：${names}。`,
    en: `${figures.moved.length} streets change zones: ${names}.`,
  }
}

function exclaves({ streets }: ZoningProblem, { multipart }: Proposal): Words[] {
  if (multipart.length === 0) return []
  const names = multipart.map((street) => streets[street]!.name).join('、')
  return [
    {
      zh: `${names} 有不相连的部分（飞地），按整体计为相连。`,
      en: `${names}: in several parts, counted as connected.`,
    },
  ]
}

import { SECONDING } from '../law/departments.ts'
import type { Random } from '../random.ts'
import { ZONES } from './zones.ts'

/** A fictional person of the demo; phone numbers are kept masked. */
export interface DemoPerson {
  key: string
  name: string
  unit: string
  phone: string
  /** Null: may not inspect. */
  certificate: string | null
  certifiedUntil: string | null
}

/** A dated duty: in a zone (seconded officers of the departments) or at a street (legal reviewers). */
export interface DemoPosting {
  person: string
  role: 'zone-chief' | 'coordinator' | 'officer' | 'reviewer'
  unit: string | null
  zone: string | null
  validFrom: string
}

/** S2: 93 people hold 113 postings; every zone has 26–30 officers. */
const SECONDED = 93
const ZONE_STRENGTH: readonly number[] = [28, 29, 28, 28]
/** S4 三(三): at least two qualified officers a street. */
const TEAM_CERTIFIED = 4

const SURNAMES = [...'林陈黄张吴李郑王刘邓罗杨曹乐俞肖卢魏姜夏范谢廖余']
const GIVEN_FIRST = [...'建志永国家晓文春秀丽金水明德海庆荣志美雪俊宏思子雨嘉']
const GIVEN_LAST = [...'华强军平辉斌勇峰杰伟兰英芳玲琴梅霞燕鑫涛宇婷颖欣楠然']

/** Everybody of the demo with their duties. `lastDay` decides until when certificates hold. */
export function people(
  streets: readonly string[],
  lastDay: string,
  rnd: Random,
): { people: DemoPerson[]; postings: DemoPosting[] } {
  const certifiedUntil = `${Number(lastDay.slice(0, 4)) + 2}-12-31`
  const made: DemoPerson[] = []
  const names = new Set<string>()
  const hire = (unit: string, certified = true): string => {
    const key = `p${String(made.length + 1).padStart(3, '0')}`
    made.push({
      key,
      name: freshName(names, rnd),
      unit,
      phone: `1${rnd.pick(['35', '38', '39', '50', '59', '86'])}****${String(rnd.below(10_000)).padStart(4, '0')}`,
      certificate: certified ? `示意-350405-${String(made.length + 1).padStart(4, '0')}` : null,
      certifiedUntil: certified ? certifiedUntil : null,
    })
    return key
  }

  const seconded = secondedPostings(hire)
  const reviewers = streets.map(
    (street): DemoPosting => ({
      person: hire(street),
      role: 'reviewer',
      unit: street,
      zone: null,
      validFrom: '2023-09-04',
    }),
  )
  for (const street of streets) {
    for (let i = 0; i < TEAM_CERTIFIED; i++) hire(`${street}-team`)
    hire(`${street}-team`, false)
  }
  return { people: made, postings: [...seconded, ...reviewers] }
}

/** Chiefs and coordinators first, then every zone filled up; the first people hired serve in a second zone too. */
function secondedPostings(hire: (unit: string) => string): DemoPosting[] {
  const duty = (person: string, role: DemoPosting['role'], zone: string): DemoPosting => ({
    person,
    role,
    unit: null,
    zone,
    validFrom: '2023-09-04',
  })
  const leaders = ZONES.flatMap(({ code, chiefs }) => [
    duty(hire(chiefs), 'zone-chief', code),
    duty(hire(chiefs), 'coordinator', code),
  ])
  const officers = Array.from({ length: SECONDED - leaders.length }, (_, index) =>
    hire(SECONDING[index % SECONDING.length]!),
  )
  const wanted = ZONES.flatMap(({ code }, zone) => Array.from({ length: ZONE_STRENGTH[zone]! - 2 }, () => code))
  // Officers one after another through the zones; the list is longer than the officers, so the first come round
  // again, by then in another zone.
  const postings = wanted.map((zone, index) => duty(officers[index % officers.length]!, 'officer', zone))
  return [...leaders, ...postings]
}

function freshName(taken: Set<string>, rnd: Random): string {
  for (;;) {
    const name = rnd.pick(SURNAMES) + rnd.pick(GIVEN_FIRST) + rnd.pick(GIVEN_LAST)
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

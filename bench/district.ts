import { Random } from '../geo/random.ts'
import { dayNumber, dayOf } from '../geo/rounds/problem/day.ts'
import { Problem } from '../geo/rounds/problem/problem.ts'

/** A synthetic district: so many premises around the seats of its zones, each planned to be checked by 1 to 5 departments. */
export interface District {
  premises: number
  zones: number
  departments: number
  /** Working days of the plan. */
  days: number
  /** Certified officers of each department in each zone. */
  officersEach: number
  seed: number
}

const FIRST_DAY = '2026-03-02'

/** Planned checks come to about 2.6 a premises, as in the synthetic district of which the first figures were taken. */
export function district({ premises, zones, departments, days, officersEach, seed }: District): Problem {
  const random = new Random(seed)
  const workingDays = Array.from({ length: days * 2 }, (_, k) => dayOf(dayNumber(FIRST_DAY) + k))
    .filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))
    .slice(0, days)
  const codes = Array.from({ length: departments }, (_, k) => `D${k + 1}`)
  const seats = Array.from(
    { length: zones },
    (_, k) => [117.7 + 0.16 * (k % 4), 26.3 + 0.14 * Math.floor(k / 4)] as const,
  )
  const near = (at: number) => at + (random.next() + random.next() + random.next() - 1.5) * 0.06
  const list = Array.from({ length: premises }, (_, k) => {
    const zone = random.below(zones)
    return {
      id: `P${k + 1}`,
      name: `企业${k + 1}`,
      at: [near(seats[zone]![0]), near(seats[zone]![1])],
      zone: `Z${zone + 1}`,
      hours:
        random.next() < 0.2
          ? [
              { from: '09:00', to: '11:30' },
              { from: '15:00', to: '17:30' },
            ]
          : [],
    }
  })
  const checks = list.flatMap(({ id }) => {
    const many = 1 + Math.min(random.below(3), random.below(3)) + random.below(3)
    const coming = [...codes].sort(() => random.next() - 0.5).slice(0, Math.min(many, departments))
    const release = random.below(Math.max(1, Math.floor(days * 0.4)))
    return coming.map((department) => {
      const from = Math.min(days - 1, release + random.below(4))
      const to = Math.min(days - 1, from + 2 + random.below(Math.max(1, Math.floor(days * 0.6))))
      return {
        id: `${id}-${department}`,
        premises: id,
        matter: `M${department}`,
        department,
        release: workingDays[from],
        due: workingDays[to],
        serviceS: 60 * (10 + random.below(15)),
      }
    })
  })
  const officers = Array.from({ length: zones }, (_, zone) =>
    codes.flatMap((department) =>
      Array.from({ length: officersEach }, (_, k) => ({
        id: `O-${zone + 1}-${department}-${k + 1}`,
        name: `执法员${zone + 1}${department}${k + 1}`,
        certificates: [{ department }],
        zones: [`Z${zone + 1}`],
      })),
    ),
  ).flat()
  return Problem.parse({
    workingDays,
    departments: codes.map((code) => ({ code, name: `部门${code}` })),
    zones: seats.map((seat, k) => ({ id: `Z${k + 1}`, name: `第${k + 1}片区`, seat })),
    premises: list,
    checks,
    officers,
    rules: {},
    travel: { kind: 'straight', stopS: 180 },
  })
}

/** A planted concentration: the truth that hot-spot statistics are later held against. */
export interface ClusterPlan {
  id: string
  matter: string
  street: string
  town: boolean
  radiusM: number
  /** First and last month-day, inclusive; or the last days of the year. */
  when: { from: string; to: string } | { lastDays: number }
  /** Reports in a full year of 60,000. */
  count: number
}

/** The same with its place and days, as recorded in the data set. */
export interface Cluster extends Omit<ClusterPlan, 'when'> {
  lon: number
  lat: number
  firstDay: string
  lastDay: string
}

export const CLUSTER_PLANS: readonly ClusterPlan[] = [
  plan('night-market', 'ecology.barbecue', '350405001', true, 320, '06-15', '08-31', 300),
  plan('market-square', 'general.encroachment', '350405001', true, 260, '01-01', '12-31', 420),
  plan('kitchen-row', 'ecology.fumes', '350405001', true, 220, '05-01', '09-30', 200),
  plan('firework-stalls', 'emergency.fireworks', '350405001', true, 400, '01-20', '02-20', 160),
  plan('new-district', 'ecology.site-dust', '350405002', true, 450, '01-05', '04-20', 220),
  plan('river-bank-dump', 'general.garbage', '350405002', true, 280, '03-01', '05-31', 240),
  plan('great-straw', 'ecology.straw', '350405101', false, 2_400, '10-20', '11-20', 380),
  plan('early-straw', 'ecology.straw', '350405103', false, 1_800, '07-15', '08-05', 150),
  plan('sand-washing', 'general.sand', '350405102', false, 1_500, '11-01', '12-31', 160),
  plan('pig-farms', 'ecology.livestock-works', '350405104', false, 1_800, '06-01', '08-31', 120),
  plan('tomb-fires', 'emergency.forest-fire', '350405200', false, 2_200, '04-01', '04-10', 90),
  plan('heavy-trucks', 'transport.overload', '350405100', false, 1_600, '09-01', '10-31', 180),
  {
    id: 'fresh-litter',
    matter: 'general.litter',
    street: '350405002',
    town: true,
    radiusM: 300,
    when: { lastDays: 21 },
    count: 200,
  },
]

function plan(
  id: string,
  matter: string,
  street: string,
  town: boolean,
  radiusM: number,
  from: string,
  to: string,
  count: number,
): ClusterPlan {
  return { id, matter, street, town, radiusM, when: { from, to }, count }
}

import { explainRanking } from '../../analytics/explain/rankingWords.ts'
import { outcomes } from '../../analytics/questions.ts'
import { rankRanges } from '../../analytics/rankRange.ts'
import { wilson } from '../../analytics/wilson.ts'
import type { RankingOut } from '../api/figures.ts'
import type { RankingQuery } from '../api/statistics.ts'
import { Problem } from '../errors.ts'
import { type Asker, askedAreas, editionFor } from './ask.ts'
import type { Parts } from './parts.ts'
import { plainly } from './plainly.ts'
import { unchangedIn } from './store.ts'

/** Areas by the share of their reports that were closed, or closed within the term; never without sample and interval. */
export async function ranking(parts: Parts, query: RankingQuery, asker: Asker): Promise<RankingOut | null> {
  const { house } = parts
  const district = await house.district()
  if (district === null) throw new Problem('no-district')
  const edition = await editionFor(parts, query)
  const ground = await parts.grounds.of(edition, query.level, asker.signal)
  const place = { level: query.level, district: district.code }
  const seen = await plainly(parts, query, asker, `${edition.id} ${edition.version}`, async (reads, asOf) => ({
    asOf,
    rows: await outcomes(reads, query, place, asOf),
  }))
  if (seen === null) return null
  const others = [...new Set(seen.rows.map((row) => row.edition))].filter((id) => id !== edition.id)
  const unchanged = await unchangedIn(house.db, edition.id, query.level, others)
  const asked = await askedAreas(parts, query, ground.streets)
  const inside = ground.areas.filter((_, i) => asked[i])
  const sums = new Map(inside.map(({ code }) => [code, { of: 0, done: 0 }]))
  let elsewhere = 0
  for (const row of seen.rows) {
    const sum = sums.get(row.code)
    const same = row.edition === edition.id || unchanged.has(`${row.edition} ${row.code}`)
    if (sum === undefined || !same) {
      elsewhere += row.reports
      continue
    }
    sum.of += query.by === 'in-time' ? row.judged : row.reports
    sum.done += query.by === 'in-time' ? row.in_time : row.closed
  }
  const areas = [...sums].map(([code, sum]) => ({ code, name: ground.tree.get(code)!.name, ...sum }))
  const shares = areas.flatMap((area) => {
    const share = area.of < query.least ? null : wilson(area.done, area.of)
    return share === null ? [] : [{ ...area, ...share }]
  })
  const ranges = rankRanges(shares)
  const ranked = shares
    .map((area, at) => ({ ...area, ...ranges[at]! }))
    .sort((a, b) => b.share - a.share || b.of - a.of || (a.code < b.code ? -1 : 1))
  const tooFew = areas.filter(({ of }) => of < query.least)
  const words = explainRanking({ ranked: ranked.length, tooFew: tooFew.length, least: query.least, by: query.by })
  return { asOf: seen.asOf, edition: edition.id, least: query.least, elsewhere, ranked, tooFew, words }
}

import { Queue } from '../../server/api/report.ts'

/** Where the map looks. */
export interface Look {
  zoom: number
  lat: number
  lon: number
}

export interface Place {
  look: Look | null
  view: string | null
  queue: Queue
  report: number | null
  lang: 'zh' | 'en' | null
  /** What the open view keeps for itself, such as its filters. */
  more: Readonly<Record<string, string>>
}

const COMMON = ['view', 'queue', 'report', 'lang']

/** Reads `#zoom/lat/lng?view=…&queue=…&report=…&lang=…` and the view's own words; what does not fit is left out. */
export function placeOf(hash: string): Place {
  const [where = '', what = ''] = hash.replace(/^#/, '').split('?')
  const [zoom, lat, lon] = where.split('/').map((text) => (text === '' ? Number.NaN : Number(text)))
  const fits = Number.isFinite(zoom) && Math.abs(lat ?? 91) <= 90 && Math.abs(lon ?? 181) <= 180
  const query = new URLSearchParams(what)
  const report = Number(query.get('report'))
  const lang = query.get('lang')
  return {
    look: fits ? { zoom: zoom!, lat: lat!, lon: lon! } : null,
    view: query.get('view'),
    queue: Queue.safeParse(query.get('queue')).data ?? 'to-dispatch',
    report: Number.isSafeInteger(report) && report > 0 ? report : null,
    lang: lang === 'zh' || lang === 'en' ? lang : null,
    more: Object.fromEntries([...query].filter(([name]) => !COMMON.includes(name))),
  }
}

export function hashOf(place: Place): string {
  const { look } = place
  const where = look === null ? '' : `${look.zoom.toFixed(2)}/${look.lat.toFixed(5)}/${look.lon.toFixed(5)}`
  const query = new URLSearchParams()
  if (place.view !== null) query.set('view', place.view)
  if (place.queue !== 'to-dispatch') query.set('queue', place.queue)
  if (place.report !== null) query.set('report', String(place.report))
  for (const [name, value] of Object.entries(place.more)) query.set(name, value)
  if (place.lang !== null) query.set('lang', place.lang)
  return `#${where}${query.size > 0 ? `?${query}` : ''}`
}

/** Where the person is, kept in the address, so that a copied link shows the same. */
class Url {
  place = $state.raw<Place>(placeOf(location.hash))

  constructor() {
    addEventListener('hashchange', () => {
      this.place = placeOf(location.hash)
    })
  }

  /** An address that was typed or pasted a moment ago holds, though its event has not come yet. */
  set(change: Partial<Place>) {
    const place = { ...placeOf(location.hash), ...change }
    this.place = place
    history.replaceState(null, '', hashOf(place))
  }

  /** Changes the view's own words; an undefined one is taken out. */
  keep(change: Readonly<Record<string, string | undefined>>) {
    const merged = Object.entries({ ...placeOf(location.hash).more, ...change })
    const more = Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== undefined))
    this.set({ more })
  }
}

export const url = new Url()

import { figuresOf } from '../../geo/zoning/figures.ts'
import { problemOf, type ZoningAsked } from '../../geo/zoning/problemOf.ts'
import type { LoadName } from '../../geo/zoning/zoning.ts'
import type { ZoneHistory, ZoningFactsOut, ZoningRun } from '../../server/api/zoning.ts'
import * as api from '../api/zoning.ts'

const POLL_MS = 400

export const RULES = ['together', 'apart', 'bridges'] as const
export type RuleName = (typeof RULES)[number]

/** What the person asks, sees and adjusts on the panel of zones. */
class Zoning {
  facts = $state.raw<ZoningFactsOut | null>(null)
  history = $state.raw<ZoneHistory | null>(null)
  error = $state.raw<unknown>(null)
  run = $state.raw<ZoningRun | null>(null)

  zones = $state(2)
  weights = $state<Partial<Record<LoadName, number>>>({})
  minStreets = $state(1)
  maxStreets = $state(500)
  slack = $state(15)
  keepSeats = $state(false)
  locks = $state.raw<readonly { street: string; zone: string }[]>([])
  rules = $state.raw<readonly { rule: RuleName; pair: [string, string] }[]>([])

  /** The division under the person's hands, by place of the street; null while none is chosen. */
  division = $state.raw<readonly number[] | null>(null)
  kind = $state<string | null>(null)
  /** The zone that streets clicked on the map move into. */
  brush = $state(0)

  asked = $derived.by((): ZoningAsked => {
    const chosen = Object.entries(this.weights) as [LoadName, number][]
    const pairsOf = (name: RuleName) => this.rules.filter(({ rule }) => rule === name).map(({ pair }) => pair)
    return {
      zones: this.zones,
      loads: chosen.filter(([, weight]) => weight > 0).map(([load, weight]) => ({ load, weight })),
      minStreets: this.minStreets,
      maxStreets: this.maxStreets,
      together: pairsOf('together'),
      apart: pairsOf('apart'),
      bridges: pairsOf('bridges'),
      locks: this.locks,
      seats: this.keepSeats ? (this.facts?.zones ?? []).flatMap(({ code, at }) => (at === null ? [] : [code])) : [],
    }
  })
  problem = $derived.by(() => {
    const { facts } = this
    if (facts === null || this.asked.loads.length === 0) return null
    const zones = facts.zones.map(({ code, name, nameEn, streets, at }) => ({ code, name, nameEn, streets, seat: at }))
    return problemOf({ ...facts, zones }, this.asked).problem
  })
  figures = $derived(this.problem === null || this.division === null ? null : figuresOf(this.problem, this.division))

  async load() {
    this.error = null
    try {
      this.history = await api.zoneHistory(this.history?.day)
      this.facts = await api.zoningFacts()
      const { zones, offered } = this.facts
      if (zones.length > 0) this.zones = zones.length
      if (this.asked.loads.length === 0) {
        const first = offered.find(({ load }) => load === 'reports') ?? offered[0]
        if (first !== undefined) this.weights = { [first.load]: 1 }
      }
    } catch (error) {
      this.error = error
    }
  }

  async seeDay(day: string) {
    try {
      this.history = await api.zoneHistory(day)
    } catch (error) {
      this.error = error
    }
  }

  async propose() {
    this.error = null
    this.division = null
    try {
      const { seats, ...asked } = this.asked
      this.run = await api.startZoning({
        ...asked,
        seats: [...seats],
        loads: [...asked.loads],
        locks: [...asked.locks],
        together: asked.together.map(([a, b]) => [a, b]),
        apart: asked.apart.map(([a, b]) => [a, b]),
        bridges: asked.bridges.map(([a, b]) => [a, b]),
        slack: this.slack,
        seed: 1,
      })
      await this.#follow(this.run.id)
    } catch (error) {
      this.run = null
      this.error = error
    }
  }

  async #follow(id: number) {
    while (this.run?.id === id && this.run.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      const now = await api.zoningRun(id)
      if (this.run?.id === id) this.run = now
    }
    const first = this.run?.id === id ? this.run.proposal?.alternatives[0] : undefined
    if (first !== undefined) this.choose(first.kind, first.division)
  }

  async stop() {
    if (this.run !== null) this.run = await api.stopZoning(this.run.id)
  }

  choose(kind: string, division: readonly number[]) {
    this.kind = kind
    this.division = division
    this.brush = 0
  }

  /** Starts from the zones of today, where every street stands in one. */
  chooseToday() {
    const { facts } = this
    if (facts === null) return
    const division = facts.streets.map(({ code }) => facts.zones.findIndex(({ streets }) => streets.includes(code)))
    if (division.every((zone) => zone >= 0)) this.choose('today', division)
  }

  move(street: number, zone: number) {
    if (this.division !== null) this.division = this.division.with(street, zone)
  }

  /** Locks a street to its zone of today; frees it when it is locked. */
  toggleLock(street: string) {
    const rest = this.locks.filter((lock) => lock.street !== street)
    const zone = this.facts?.zones.find(({ streets }) => streets.includes(street))
    this.locks = rest.length < this.locks.length || zone === undefined ? rest : [...rest, { street, zone: zone.code }]
  }
}

export const zoning = new Zoning()

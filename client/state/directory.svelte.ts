import type { Directory } from '../../server/api/directory.ts'
import * as api from '../api.ts'
import { nameOf } from '../i18n/i18n.svelte.ts'

type Unit = Directory['units'][number]
type Matter = Directory['matters'][number]
type Category = Directory['categories'][number]
type Zone = Directory['zones'][number]

const byCode = <T extends { code: string }>(things: readonly T[]) => new Map(things.map((thing) => [thing.code, thing]))

/** Names for codes, loaded once after sign-in. */
class DirectoryState {
  all = $state.raw<Directory | null>(null)
  error = $state.raw<unknown>(null)

  units = $derived(byCode<Unit>(this.all?.units ?? []))
  matters = $derived(byCode<Matter>(this.all?.matters ?? []))
  categories = $derived(byCode<Category>(this.all?.categories ?? []))
  zones = $derived(byCode<Zone>(this.all?.zones ?? []))

  async load() {
    this.error = null
    try {
      this.all = await api.directory()
    } catch (error) {
      this.error = error
    }
  }

  /** Anew, on a page that goes on showing what it has until then. @throws ApiError */
  async renew() {
    this.all = await api.directory()
  }

  get timeZone(): string {
    return this.all?.district.timeZone ?? 'Asia/Shanghai'
  }

  unit(code: string): string {
    const unit = this.units.get(code)
    return unit === undefined ? code : nameOf(unit)
  }

  /** The short name where the language has one, for dense lists. */
  unitShort(code: string): string {
    const unit = this.units.get(code)
    if (unit === undefined) return code
    return nameOf(unit) === unit.name && unit.shortName !== '' ? unit.shortName : nameOf(unit)
  }

  zone(code: string): string {
    const zone = this.zones.get(code)
    return zone === undefined ? code : nameOf(zone)
  }

  /** What a report is about: its matter, else its category. */
  topic(report: { matter: string | null; category: string | null }): string | null {
    const matter = report.matter === null ? undefined : this.matters.get(report.matter)
    if (matter !== undefined) return nameOf(matter)
    const category = report.category === null ? undefined : this.categories.get(report.category)
    return category === undefined ? null : nameOf(category)
  }
}

export const directory = new DirectoryState()

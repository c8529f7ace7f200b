export type Theme = 'auto' | 'light' | 'dark'
export type Density = 'compact' | 'roomy'

const read = <T extends string>(key: string, choices: readonly T[]): T => {
  const kept = localStorage.getItem(`onegrid.${key}`)
  return choices.find((choice) => choice === kept) ?? choices[0]!
}
const keep = (key: string, value: string) => localStorage.setItem(`onegrid.${key}`, value)

const systemDark = matchMedia('(prefers-color-scheme: dark)')

/** How this person likes the screens on this device. */
class Prefs {
  theme = $state<Theme>(read('theme', ['auto', 'light', 'dark']))
  density = $state<Density>(read('density', ['compact', 'roomy']))
  #systemIsDark = $state(systemDark.matches)
  dark = $derived(this.theme === 'dark' || (this.theme === 'auto' && this.#systemIsDark))

  constructor() {
    systemDark.addEventListener('change', (event) => {
      this.#systemIsDark = event.matches
      this.apply()
    })
    this.apply()
  }

  choose(choice: { theme?: Theme; density?: Density }) {
    this.theme = choice.theme ?? this.theme
    this.density = choice.density ?? this.density
    keep('theme', this.theme)
    keep('density', this.density)
    this.apply()
  }

  /** Puts the choices where tokens.css reads them. */
  apply() {
    document.documentElement.dataset.theme = this.dark ? 'dark' : 'light'
    document.documentElement.dataset.density = this.density
  }

  /** A remembered panel width, px. */
  width(panel: string, fallback: number): number {
    const kept = Number(localStorage.getItem(`onegrid.width.${panel}`))
    return kept > 0 ? kept : fallback
  }

  keepWidth(panel: string, px: number) {
    keep(`width.${panel}`, String(Math.round(px)))
  }
}

export const prefs = new Prefs()
export const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches

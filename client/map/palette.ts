/** All colours of map and charts, read from tokens.css, so that page, map and charts can never disagree. */
export const STATES = ['to-dispatch', 'in-hand', 'overdue', 'unlocated', 'ambiguous', 'triage', 'closed'] as const
export type StateColour = (typeof STATES)[number]

export interface Palette {
  ground: string
  land: string
  /** Tints that tell neighbouring zones apart, used in turn. */
  zones: readonly string[]
  lines: { zone: string; street: string; community: string; grid: string; 'micro-grid': string }
  label: string
  labelSoft: string
  halo: string
  selected: string
  rival: string
  ring: string
  surface: string
  line: string
  ink: string
  inkSoft: string
  accent: string
  states: Record<StateColour, string>
  /** Lines of rounds, one a zone in turn. */
  routes: readonly string[]
  /** Counts from none (the first) to many. */
  ramp: readonly string[]
  /** The first colour of the ramp, wholly transparent: colours fade out without turning grey. */
  rampClear: string
  /** Hot and cold at 90, 95 and 99 %. */
  hot: readonly string[]
  cold: readonly string[]
}

const ZONE_TINTS = 6
const RAMP_STEPS = 7
const ROUTE_COLOURS = 4

/** The palette of the theme that stands on the page now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string): string => {
    const value = style.getPropertyValue(`--${name}`).trim()
    if (value === '') throw new Error(`tokens.css has no --${name}`)
    return value
  }
  const states = Object.fromEntries(STATES.map((state) => [state, token(`state-${state}`)]))
  return {
    ground: token('map-ground'),
    land: token('map-land'),
    zones: Array.from({ length: ZONE_TINTS }, (_, at) => token(`map-zone-${at + 1}`)),
    lines: {
      zone: token('map-zone-line'),
      street: token('map-street-line'),
      community: token('map-community-line'),
      grid: token('map-grid-line'),
      'micro-grid': token('map-micro-grid-line'),
    },
    label: token('map-label'),
    labelSoft: token('map-label-2'),
    halo: token('map-label-halo'),
    selected: token('map-selected'),
    rival: token('map-rival'),
    ring: token('map-ring'),
    surface: token('surface'),
    line: token('line'),
    ink: token('ink'),
    inkSoft: token('ink-2'),
    accent: token('accent'),
    states: states as Record<StateColour, string>,
    routes: Array.from({ length: ROUTE_COLOURS }, (_, at) => token(`route-${at + 1}`)),
    ramp: Array.from({ length: RAMP_STEPS }, (_, at) => token(`ramp-${at}`)),
    rampClear: token('ramp-clear'),
    hot: [1, 2, 3].map((sure) => token(`hot-${sure}`)),
    cold: [1, 2, 3].map((sure) => token(`cold-${sure}`)),
  }
}

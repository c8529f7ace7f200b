import type { Standing } from '../state/standing.ts'

/**
 * One drawing a standing, 24 × 24, strokes only; list and map draw the same. Paths of Lucide (ISC licence):
 * send, user-check, alarm-clock, map-pin-off, split, circle-help, check, loader.
 */
export const GLYPHS: Record<Standing, readonly string[]> = {
  'to-dispatch': ['M4 12h15', 'm13 6 6 6-6 6'],
  'in-hand': [
    'M15.5 21v-2a4 4 0 0 0-4-4H7a4 4 0 0 0-4 4v2',
    'M9.2 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8',
    'm16 10.5 2.2 2.2 4-4.2',
  ],
  overdue: ['M12 21a8 8 0 1 0 0-16 8 8 0 0 0 0 16', 'M12 9v4l2 2', 'M5 3 2 6', 'm22 6-3-3'],
  unlocated: ['M12 3v3', 'M12 18v3', 'M3 12h3', 'M18 12h3', 'm9.5 9.5 5 5', 'm14.5 9.5-5 5'],
  ambiguous: ['M12 21v-7L5 6', 'm12 14 7-8', 'M5 11V6h5', 'M14 6h5v5'],
  triage: ['M8.8 8.6a3.3 3.3 0 0 1 6.4 1.1c0 2.2-3.2 3.1-3.2 3.1v1.4', 'M12 18.4v.1'],
  closed: ['M20 6 9 17l-5-5'],
  filing: ['M6 12h.01', 'M12 12h.01', 'M18 12h.01'],
}

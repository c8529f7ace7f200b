import type { Position } from '../../server/api/terms.ts'

/** Why this device gave no position. */
export type NoPosition = 'insecure' | 'refused' | 'failed'

const PATIENCE_MS = 15_000
/** The widest circle the contract takes. */
const WIDEST_M = 100_000

/** Where this device is. The Geolocation API answers in WGS84 (W3C) and only to pages that came by HTTPS. */
export function devicePosition(): Promise<Position | NoPosition> {
  if (!window.isSecureContext || !('geolocation' in navigator)) return Promise.resolve('insecure')
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) =>
        resolve({ crs: 'wgs84', x: longitude, y: latitude, accuracyM: Math.min(accuracy, WIDEST_M) }),
      ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'refused' : 'failed'),
      { enableHighAccuracy: true, timeout: PATIENCE_MS },
    )
  })
}

import { MapLibreMap, ScaleControl, setWorkerUrl } from 'maplibre-gl'
// MapLibre 6 keeps its worker in a module of its own, which the bundler does not find by itself.
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'

setWorkerUrl(workerUrl)

export { MapLibreMap, ScaleControl }

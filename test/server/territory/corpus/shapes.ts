import type { Feature, Geometry } from 'geojson'
import { toOffset } from '../../../../geo/offset.ts'
import { BOTH, type Case, EAST, moved, refused, rings, street, streets, WEST, withEast } from './case.ts'
import { collection, geoJson } from './otherFormats.ts'

const json = (
  fault: string,
  features: readonly Feature[],
  outcome: Case['outcome'],
  asked: Case['asked'] = {},
): Case => ({
  fault,
  file: 'streets.geojson',
  bytes: geoJson(features),
  outcome,
  asked,
})
const text = (fault: string, body: string, outcome: Case['outcome']): Case => ({
  fault,
  file: 'streets.geojson',
  bytes: Buffer.from(body),
  outcome,
})
const west = (geometry: unknown): Feature[] => withEast({ ...streets[0]!, geometry: geometry as Geometry })
const bare = JSON.stringify(collection(streets))
const mapped = (move: Parameters<typeof moved>[1]) =>
  streets.map((one) => ({ ...one, geometry: moved(one.geometry, move) }))

const bowTie = rings([
  [0, 0],
  [2, 2],
  [2, 0],
  [0, 2],
  [0, 0],
])
const holeOutside = rings(
  [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [0, 0],
  ],
  [
    [3, 0.5],
    [3, 1],
    [3.5, 1],
    [3, 0.5],
  ],
)
const nested = {
  type: 'MultiPolygon',
  coordinates: [
    WEST.coordinates,
    rings([
      [0.5, 0.5],
      [1, 0.5],
      [1, 1],
      [0.5, 0.5],
    ]).coordinates,
  ],
}
const MILLION = 1_000_000
/** A round street of so many vertices, within the western half. */
const round = {
  type: 'Polygon',
  coordinates: [
    Array.from({ length: MILLION + 1 }, (_, n) => {
      const angle = ((n % MILLION) / MILLION) * 2 * Math.PI
      return [117.791 + 0.0009 * Math.cos(angle), 26.391 + 0.0009 * Math.sin(angle)]
    }),
  ],
}

/** Faults of geometries, properties and coverage, in GeoJSON. */
export const SHAPES: readonly Case[] = [
  json('codes are numbers', [street(350405001, '西街道', WEST), street(350405002, '东街道', EAST)], {
    taken: { 350405001: '西街道', 350405002: '东街道' },
  }),
  json('a code is a fraction', withEast(street(350405001.5, 'x', WEST)), refused('missing-code', /code/)),
  json(
    'a spreadsheet wrote a code in scientific notation',
    withEast(street('3.50405E+11', 'x', WEST)),
    refused('missing-code', /code/),
  ),
  json('a code is missing', withEast(street(null, 'x', WEST)), refused('missing-code', /code/)),
  json('a name is missing', withEast(street('S1', '  ', WEST)), refused('missing-name', /name/)),
  json('two features have one code', [...streets, street('S1', '又', EAST)], refused('duplicate-code', /feature 0/)),
  json(
    'a parent does not exist',
    streets.map((one) => ({ ...one, properties: { ...one.properties, up: 'D9' } })),
    refused('unknown-parent', /D9/),
    { parent: 'up' },
  ),
  json('the geometry is null', west(null), refused('no-geometry', /no geometry/)),
  json('the geometry is empty', west({ type: 'Polygon', coordinates: [] }), refused('empty-geometry', /empty/)),
  json(
    'a ring is not closed',
    west(
      rings([
        [0, 0],
        [2, 0],
        [2, 2],
        [0, 2],
      ]),
    ),
    refused('ring-not-closed', /not closed/),
  ),
  json(
    'a ring has three points',
    west(
      rings([
        [0, 0],
        [2, 0],
        [0, 0],
      ]),
    ),
    refused('malformed-coordinates', /four points/),
  ),
  json(
    'points are repeated',
    west(
      rings([
        [0, 0],
        [0, 0],
        [2, 0],
        [2, 2],
        [2, 2],
        [2, 2],
        [0, 2],
        [0, 0],
      ]),
    ),
    BOTH,
  ),
  json('a ring crosses itself (bow-tie)', west(bowTie), refused('invalid-geometry', /Self-intersection/)),
  json(
    'a bow-tie is repaired when asked',
    west(bowTie),
    { ...BOTH, repaired: 'Self-intersection' },
    { makeValid: true },
  ),
  json('the winding is wrong', west({ type: 'Polygon', coordinates: [WEST.coordinates[0]!.toReversed()] }), BOTH),
  json('a hole lies outside its shell', west(holeOutside), refused('invalid-geometry', /[Hh]ole/)),
  json('a shell lies inside another', west(nested), refused('invalid-geometry', /[Nn]ested/)),
  json(
    'points have heights',
    mapped(([x, y]) => [x!, y!, 123.4]),
    BOTH,
  ),
  json(
    'coordinates are texts',
    west({ type: 'Polygon', coordinates: WEST.coordinates.map((ring) => ring.map(String)) }),
    refused('malformed-coordinates', /numbers/),
  ),
  json(
    'latitude comes first',
    mapped(([x, y]) => [y!, x!]),
    refused('wrong-system', /x ↔ y/),
  ),
  json(
    'the file is in GCJ-02 and says nothing',
    mapped(([x, y]) => [...toOffset('gcj02', [x!, y!])]),
    refused('wrong-system', /gcj02/),
  ),
  json(
    'everything lies 300 km away',
    mapped(([x, y]) => [x! + 3, y!]),
    refused('wrong-system', /outside the district/),
  ),
  json(
    'lines and points stand among the polygons',
    [
      ...streets,
      {
        type: 'Feature',
        properties: { code: 'L', name: 'l' },
        geometry: { type: 'Point', coordinates: [117.8, 26.4] },
      },
    ],
    refused('not-a-polygon', /Point/),
  ),
  json('the collection is empty', [], refused('no-features', /no feature/i)),
  json('one feature has a million vertices', west(round), BOTH),
  json(
    'two streets overlap',
    west(
      rings([
        [0, 0],
        [2.5, 0],
        [2.5, 2],
        [0, 2],
        [0, 0],
      ]),
    ),
    { ...BOTH, check: 'overlap' },
  ),
  json(
    'a gap is left between two streets',
    west(
      rings([
        [0, 0],
        [1.5, 0],
        [1.5, 2],
        [0, 2],
        [0, 0],
      ]),
    ),
    { ...BOTH, check: 'gap' },
  ),
  json(
    'a sliver is left between two streets',
    west(
      rings([
        [0, 0],
        [1.998, 0],
        [1.998, 2],
        [0, 2],
        [0, 0],
      ]),
    ),
    { ...BOTH, check: 'gap' },
  ),
  json(
    'a street reaches out of the district',
    west(
      rings([
        [-0.5, 0],
        [2, 0],
        [2, 2],
        [-0.5, 2],
        [-0.5, 0],
      ]),
    ),
    { ...BOTH, check: 'outside-parent' },
  ),
  text('a coordinate is NaN', bare.replace('117.79', 'NaN'), refused('unreadable-file', /feature 0.*JSON/)),
  text('a coordinate is infinite', bare.replaceAll('117.79,', '1e999,'), refused('coordinates', /finite/)),
  text('the file is cut off', bare.slice(0, -40), refused('unreadable-file', /cut off/)),
  text(
    'the system is unknown',
    bare.replace('{', '{"crs":{"type":"name","properties":{"name":"EPSG:2999"}},'),
    refused('invalid-input', /EPSG:2999/),
  ),
  text('two collections are written one after the other', bare + bare, refused('unreadable-file', /several/)),
  text(
    'brackets are nested without end',
    `{"type":"Feature","geometry":${'['.repeat(100_000)}`,
    refused('unreadable-file', /nesting/),
  ),
  text(
    'features are a list of numbers',
    '{"type":"FeatureCollection","features":[1,2]}',
    refused('unreadable-file', /a GeoJSON Feature/),
  ),
  text('the file begins with a byte order mark', `\uFEFF${bare}`, BOTH),
  text('each line is a feature of its own', streets.map((one) => JSON.stringify(one)).join('\n'), BOTH),
  text(
    'each feature follows a record separator',
    streets.map((one) => `\u001e${JSON.stringify(one)}\n`).join(''),
    BOTH,
  ),
  text(
    'it is a web page with an error message',
    '<!DOCTYPE html><html><body>502 Bad Gateway</body></html>',
    refused('unknown-format', /web page/),
  ),
  text('it is empty', '', refused('unknown-format', /empty/)),
  text(
    'it is a table of something else',
    'code,name\nS1,x\n',
    refused('unknown-format', /表格（CSV） \/ a table of values/),
  ),
  {
    fault: 'the text is UTF-16',
    file: 'streets.geojson',
    bytes: Buffer.from(`\uFEFF${bare}`, 'utf16le'),
    outcome: BOTH,
  },
]

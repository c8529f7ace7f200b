import { DatabaseSync } from 'node:sqlite'
import proj4 from 'proj4'
import { BOTH, type Case, moved, refused, rings, street, streets, withEast } from './case.ts'
import { flatGeobuf, geoJson, kml, placemark, topoJson, writeGeoPackage } from './otherFormats.ts'
import { gbk, shapefileParts, WGS84_PRJ, zippedShapefile } from './shapefiles.ts'
import { zipOf } from './zipFile.ts'

const zip = (fault: string, bytes: Uint8Array, outcome: Case['outcome'], asked: Case['asked'] = {}): Case => ({
  fault,
  file: 'streets.zip',
  bytes,
  outcome,
  asked,
})
const unreadable = (says: RegExp) => refused('unreadable-file', says)
const shp = (over: Parameters<typeof zippedShapefile>[1]) => zippedShapefile(streets, over)
const parts = shapefileParts(streets)
const part = (extension: string) => parts.find(({ name }) => String(name).endsWith(extension))!
const withPart = (extension: string, bytes: Uint8Array) =>
  zipOf(parts.map((one) => (one === part(extension) ? { ...one, bytes } : one)))
const holed = street(
  'S1',
  '西街道',
  rings(
    [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
      [0, 0],
    ],
    [
      [0.5, 0.5],
      [0.5, 1],
      [1, 1],
      [1, 0.5],
      [0.5, 0.5],
    ],
  ),
)
/** Every ring the wrong way round. */
const turned = {
  ...holed,
  geometry: {
    ...holed.geometry,
    coordinates: holed.geometry.coordinates.map((ring) => (ring as never[]).toReversed()),
  },
}
const feet = '+proj=tmerc +lon_0=117.75 +x_0=500000 +ellps=GRS80 +units=us-ft'
const FEET_PRJ = `PROJCS["local_feet",${WGS84_PRJ},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",1640416.666666667],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.75],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Foot_US",0.3048006096012192]]`
const inFeet = streets.map((one) => ({
  ...one,
  geometry: moved(one.geometry, (point) => proj4(feet, point as [number, number])),
}))

/** Faults of archives and shapefiles. */
export const SHAPEFILES: readonly Case[] = [
  zip('the archive is cut off', shp({}).subarray(0, 600), unreadable(/ZIP/)),
  zip('the archive holds no .shp', zipOf([{ name: 'readme.txt', bytes: Buffer.from('x') }]), unreadable(/\.shp/)),
  zip('the archive holds an archive', zipOf([{ name: 'inner.zip', bytes: shp({}) }]), unreadable(/inner\.zip/)),
  zip(
    'an entry is a bomb',
    zipOf([{ name: 'a.shp', bytes: Buffer.alloc(48 * 1024 * 1024) }]),
    unreadable(/packed size/),
  ),
  zip(
    'an entry is larger than it says',
    zipOf([...parts.filter((one) => one !== part('.shp')), { ...part('.shp'), declaredSize: 60 }]),
    unreadable(/sound/),
  ),
  zip(
    'an entry climbs out of the archive',
    zipOf([{ name: '../../etc/areas.shp', bytes: part('.shp').bytes }]),
    unreadable(/relative path/),
  ),
  zip(
    'names of entries are GBK',
    zipOf(parts.map(({ name, bytes }) => ({ name: gbk(String(name).replace('areas', '街道')), bytes }))),
    BOTH,
  ),
  zip('the .shx is missing', shp({ without: ['shx'] }), BOTH),
  zip('the .dbf is missing', shp({ without: ['dbf'] }), unreadable(/areas\.dbf/)),
  zip('the .prj is missing', shp({ prj: null }), refused('invalid-input', /declares none/)),
  zip('the .prj is missing and the system is named', shp({ prj: null }), BOTH, { crs: 'cgcs2000' }),
  zip('the .prj is no projection', shp({ prj: 'LOCAL_CS["Arbitrary"]' }), refused('invalid-input', /\.prj/)),
  zip('the system is a projection of its own in US feet', zippedShapefile(inFeet, { prj: FEET_PRJ }), BOTH),
  zip('the .dbf has fewer rows than the .shp shapes', shp({ rowsShort: 1 }), unreadable(/more shapes/)),
  zip('the .dbf is cut off', withPart('.dbf', part('.dbf').bytes.subarray(0, 120)), unreadable(/cut off/)),
  zip('the .shp is cut off', withPart('.shp', part('.shp').bytes.subarray(0, 300)), unreadable(/cut off/)),
  zip('the .shp is something else', withPart('.shp', Buffer.alloc(400, 1)), unreadable(/header/)),
  zip('texts are GBK and nothing says so', shp({ encode: gbk, cpg: null }), BOTH),
  zip('texts are GBK and the .cpg says UTF-8', shp({ encode: gbk, cpg: 'UTF-8' }), BOTH),
  zip('texts are UTF-8 and the header says GBK', shp({ cpg: null, ldid: 77 }), BOTH),
  zip('points have heights and measures', shp({ z: true }), BOTH),
  zip(
    'a shape is null',
    zippedShapefile([{ ...streets[0]!, geometry: null }, streets[1]!]),
    refused('no-geometry', /no geometry/),
  ),
  zip('rings of a holed shape wind the wrong way', zippedShapefile([turned, streets[1]!]), { ...BOTH, check: 'gap' }),
  zip(
    'there are several shapefiles and none is chosen',
    zipOf([...parts, ...shapefileParts(streets, { name: 'others' })]),
    refused('invalid-input', /areas, others/),
  ),
  zip(
    'there are several shapefiles and one is chosen',
    zipOf([...parts, ...shapefileParts(withEast(streets[0]!) as typeof streets, { name: 'others' })]),
    BOTH,
    { layer: 'others' },
  ),
  zip('the name lies: it is GeoJSON', geoJson(streets), BOTH),
]

const gpkg = (
  fault: string,
  write: (path: string) => void,
  outcome: Case['outcome'],
  asked: Case['asked'] = {},
): Case => ({
  fault,
  file: 'streets.gpkg',
  bytes: write,
  outcome,
  asked,
})
const layers = (...names: string[]) => names.map((name) => ({ name, srs: 4490, areas: streets }))
const view = [
  `create view trap as with recursive n(i) as (select 1 union all select i + 1 from n) select i as fid, x'00' as geom, i as code from n`,
  `insert into gpkg_contents values ('trap', 'features', 'trap', 4326)`,
  `insert into gpkg_geometry_columns values ('trap', 'geom', 'GEOMETRY', 4326, 0, 0)`,
]
const fgb = flatGeobuf(streets)
const topo = topoJson({ streets })
const xml = (doctype: string, body: string) =>
  kml(streets, `<?xml version="1.0"?>\n${doctype}`).toString().replace('西街道', body)
const text = (fault: string, file: string, body: string | Uint8Array, outcome: Case['outcome']): Case => ({
  fault,
  file,
  bytes: Buffer.from(body),
  outcome,
})

/** Faults of the other formats. */
export const OTHERS: readonly Case[] = [
  gpkg('a sound GeoPackage in CGCS2000', (path) => writeGeoPackage(path, layers('streets')), BOTH),
  gpkg(
    'a GeoPackage has several tables',
    (path) => writeGeoPackage(path, layers('a', 'b')),
    refused('invalid-input', /a, b/),
  ),
  gpkg(
    'a table of a GeoPackage is a view that never ends',
    (path) => writeGeoPackage(path, [], view),
    unreadable(/table of features/),
  ),
  gpkg(
    'a geometry of a GeoPackage is no geometry',
    (path) => writeGeoPackage(path, layers('a'), [`update a set geom = x'0102' where fid = 2`]),
    unreadable(/feature 1/),
  ),
  gpkg(
    'a geometry of a GeoPackage ends too early',
    (path) => writeGeoPackage(path, layers('a'), ['update a set geom = substr(geom, 1, 60) where fid = 1']),
    unreadable(/feature 0.*WKB ends/),
  ),
  gpkg(
    'a GeoPackage names no system',
    (path) => writeGeoPackage(path, [{ ...layers('a')[0]!, srs: -1 }]),
    refused('invalid-input', /declares none/),
  ),
  gpkg(
    'a database is no GeoPackage',
    (path) => new DatabaseSync(path).exec('create table x (a)'),
    unreadable(/gpkg_contents/),
  ),
  text(
    'a GeoPackage is cut off',
    'streets.gpkg',
    Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(2000, 7)]),
    unreadable(/GeoPackage/),
  ),
  text('a FlatGeobuf is cut off', 'streets.fgb', fgb.subarray(0, fgb.length - 30), unreadable(/cut off/)),
  text(
    'a FlatGeobuf has a header beyond the file',
    'streets.fgb',
    Buffer.concat([fgb.subarray(0, 8), Buffer.alloc(8, 255)]),
    unreadable(/header/),
  ),
  text('a sound FlatGeobuf', 'streets.fgb', fgb, BOTH),
  text(
    'a TopoJSON lacks arcs',
    'streets.json',
    topo.toString().replace(/"arcs":\[\[\[.*$/, '"arcs":[]}'),
    unreadable(/arcs/),
  ),
  text('a TopoJSON is cut off', 'streets.json', topo.subarray(0, topo.length - 9), unreadable(/TopoJSON/)),
  text('a sound TopoJSON named .geojson', 'streets.geojson', topo, BOTH),
  text('a KML has an entity that nobody declared', 'streets.kml', xml('', '西&nbsp;街道'), unreadable(/entity/)),
  text(
    'a KML draws in a file of the server (XXE)',
    'streets.kml',
    xml('<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '&x;'),
    unreadable(/DOCTYPE/),
  ),
  text(
    'a KML is a bomb (billion laughs)',
    'streets.kml',
    xml(`<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(99)}">]>`, '&b;'),
    unreadable(/DOCTYPE/),
  ),
  text('a KML is cut off', 'streets.kml', kml(streets).subarray(0, -60), unreadable(/XML/)),
  text(
    'a KML uses a prefix without declaring it',
    'streets.kml',
    kml(streets).toString().replaceAll('<name>', '<gx:balloonVisibility>1</gx:balloonVisibility><name>'),
    BOTH,
  ),
  text(
    'a KML is packed (KMZ)',
    'streets.kmz',
    zipOf([
      { name: 'doc.kml', bytes: kml(streets) },
      { name: 'files/logo.png', bytes: Buffer.from('x') },
    ]),
    BOTH,
  ),
  text(
    'XML is another dialect',
    'streets.kml',
    `<gml:FeatureCollection>${placemark(streets[0]!)}</gml:FeatureCollection>`,
    refused('unknown-format', /: GML \/ GML$/),
  ),
  text('it is a RAR archive', 'streets.zip', Buffer.from('Rar!\x1a\x07\x01\x00'), refused('unknown-format', /RAR/)),
]

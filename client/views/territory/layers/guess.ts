import type { LayerFile } from '../../../../server/api/gridLayers.ts'

const LIKELY = {
  code: /(编号|编码|代码|code|bm|dm|id)$/i,
  name: /(名称|名|name|mc)$/i,
  unit: /(单位|部门|中队|派出所|负责|unit)$/i,
  residents: /(人口|人数|居民|residents|population)/i,
}

/** Numbers that programs give to rows: the code of nothing. */
const ROW_NUMBERS = /^(objectid.*|fid.*|gid|oid|ogc_fid)$/i

/** The columns of a file that seem to hold what a layer needs, by their names; the person decides. */
export function guess(columns: LayerFile['columns']): Partial<Record<keyof typeof LIKELY, string>> {
  const found = Object.entries(LIKELY).flatMap(([use, likely]) => {
    const column = columns.find(({ name }) => likely.test(name) && !ROW_NUMBERS.test(name))
    return column === undefined ? [] : [[use, column.name]]
  })
  return Object.fromEntries(found)
}

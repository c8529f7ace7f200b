/** What `npm run territory` says of itself. */
export const USAGE = `npm run territory -- COMMAND

found --district CODE --name NAME --pack PACK --time-zone ZONE [--name-en NAME]
    建立辖区（每个安装一个）/ found the one district of this installation

import FILE --district CODE --level LEVEL --code PROP --name PROP
    [--name-template 'Beat {beat}']  instead of --name
    [--parent PROP]                  default: the area above that contains the interior point
    FILE: GeoJSON, zipped Shapefile, GeoPackage, FlatGeobuf, KML or KMZ, TopoJSON
    [--layer NAME]                   which of several tables, folders or shapefiles
    [--encoding gbk|utf-8|…]         of the texts; default: declared in the file or found out
    [--crs wgs84|cgcs2000|gcj02|bd09|EPSG:n]
                                     default: the system the file declares (.prj included)
    [--swap-axes]                    the file writes latitude or northing first
    [--code-strip-leading-zeros] [--code-pad N] [--parent-strip-leading-zeros] [--parent-pad N]
    [--merge-same-code]              unite features of the same code
    [--make-valid]                   repair invalid geometries, each is named
    [--dissolve LEVEL --by PROP[,PROP] [--join -] [--dissolve-name 'Sector {sector}']]
                                     also build the level above; --parent then names its parent.
                                     --dissolve district takes no --by: all areas become the district
    [--edition ID|new] [--edition-name NAME]
    LEVEL: district street community grid micro-grid
    导入边界文件，全部成功或全部不导入 / all of the file or nothing of it

check [--edition ID]                             检查缝隙、重叠、嵌套 / gaps, overlaps, nesting
repair --rule gaps=50,overlaps=20,outside=50,snap=0.5,make-valid,reparent [--dry-run] [--edition ID]
    [--overlaps-to longest|first] [--outside extend-parent|clip-child]
    按规则修复（平方米、米），作为一次可撤销的改动 / mend by rule (m², m), as one change that can be undone
approve [--known-faults] [--edition ID]          批准已检查的版本 / answer for a checked edition
publish --from YYYY-MM-DD [--edition ID]         已批准的版本自该日起生效 / in force from that local day
withdraw --edition ID --reason TEXT              撤回尚未用于定位的版本 / take back what located nothing yet
diff ID ID                                       两个版本的差异和影响 / what changes and what moves with it
at YYYY-MM-DD                                    该日生效的版本 / the edition in force on that day
bodies [--edition ID]                            每个街道设一个责任单位（plain 包）
                                                 / a unit per street, a grid centre, one category (pack plain)
export --edition ID --out FILE [--level LEVEL]   导出为 GeoJSON（全精度）/ as GeoJSON at full precision
zones COMMAND                                    片区：沿革、重划、公布 / zones; alone it lists its commands
codes COMMAND, labels                            编码、二维码标签 / codes and QR labels; alone they list their commands
layers COMMAND                                   多网合一 / several grids into one; alone it lists its commands
list                                             全部版本 / every edition
delete --edition ID                              删除草稿 / remove a draft`

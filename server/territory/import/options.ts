import { z } from 'zod'
import { CrsName, LevelName } from '../../api.ts'

const property = z.string().min(1).max(128)

/** How a boundary file is to be read. Everything is declared; nothing about the file is guessed. */
export const ImportOptions = z
  .strictObject({
    /** Code of the district this installation serves: a guard against importing into the wrong one. */
    district: z.string().min(1).max(64),
    level: LevelName,
    /** Property that holds each area's code. */
    code: property,
    /** Property that holds each area's name. */
    name: property.optional(),
    /** The name as a text in which {property} stands for a property's value. */
    nameTemplate: z.string().min(1).max(256).optional(),
    /**
     * Property that holds the parent's code; without it the parent is the area of the level above that contains the
     * area's interior point. With `dissolve` it is the parent of the dissolved areas.
     */
    parent: property.optional(),
    crs: CrsName.default('wgs84'),
    codeStripLeadingZeros: z.boolean().default(false),
    /** Codes are filled with zeros on the left to this length. */
    codePad: z.int().min(1).max(64).optional(),
    parentStripLeadingZeros: z.boolean().default(false),
    parentPad: z.int().min(1).max(64).optional(),
    /** Features of the same code are united; otherwise they are refused. */
    mergeSameCode: z.boolean().default(false),
    /** Invalid geometries are repaired and named; otherwise they are refused. */
    makeValid: z.boolean().default(false),
    /** Also build the level above, by uniting areas. */
    dissolve: LevelName.optional(),
    /** Properties whose values, joined by `join`, make the code of the dissolved area. */
    by: z.array(property).max(8).default([]),
    join: z.string().max(8).default('-'),
    /** Name of the dissolved areas; {property} stands for a property's value. Default: their code. */
    dissolveName: z.string().min(1).max(256).optional(),
    /** A draft's number, or 'new'; without it the only open draft, or a new one where there is none. */
    edition: z.union([z.literal('new'), z.int().positive()]).optional(),
    /** Name of a new edition. */
    editionName: z.string().min(1).max(128).optional(),
  })
  .refine((options) => options.name !== undefined || options.nameTemplate !== undefined, {
    path: ['name'],
    message: 'name or nameTemplate is required',
  })
  .refine((options) => options.dissolve !== undefined || (options.by.length === 0 && !options.dissolveName), {
    path: ['by'],
    message: 'by and dissolveName go with dissolve',
  })
  .refine((options) => options.dissolve === undefined || isDirectlyAbove(options.dissolve, options.level), {
    path: ['dissolve'],
    message: 'dissolve must name the level directly above the level of the file',
  })
  .refine(
    (options) => options.dissolve === undefined || (options.dissolve === 'district') === (options.by.length === 0),
    {
      path: ['by'],
      message: 'by is required to dissolve a level; the district alone is one area and needs none',
    },
  )
export type ImportOptions = z.infer<typeof ImportOptions>

function isDirectlyAbove(upper: z.infer<typeof LevelName>, level: z.infer<typeof LevelName>): boolean {
  const levels = LevelName.options
  return levels.indexOf(upper) === levels.indexOf(level) - 1
}

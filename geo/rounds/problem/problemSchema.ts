import { z } from 'zod'
import { Problem } from './problem.ts'

/** The JSON schema of a file that people write (draft 2020-12): what may be left out is not asked for. */
export const publishedSchema = (title: string, schema: z.ZodType): object => ({
  title,
  ...z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly
    },
  }),
})

/** That of the problem file, as docs/rounds-problem.schema.json publishes it. */
export const problemSchema = (): object => publishedSchema('OneGrid rounds problem', Problem)

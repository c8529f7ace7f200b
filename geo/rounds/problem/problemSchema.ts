import { z } from 'zod'
import { Problem } from './problem.ts'

/** The JSON schema of the problem file, as docs/rounds-problem.schema.json publishes it (draft 2020-12). */
export const problemSchema = (): object => ({
  title: 'OneGrid rounds problem',
  ...z.toJSONSchema(Problem, {
    io: 'input',
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly
    },
  }),
})

import { publishedSchema } from '../problem/problemSchema.ts'
import { PlanEvent } from './event.ts'

/** The JSON schema of the event file, as docs/rounds-event.schema.json publishes it. */
export const eventSchema = (): object => publishedSchema('OneGrid rounds event', PlanEvent)

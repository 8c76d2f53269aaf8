import { z } from 'zod'
import { EventFile } from './event-file.ts'

/** The JSON Schema of files of rules of events, by which an editor completes and checks one. */
export const eventSchema = (): Record<string, unknown> => ({
  title: 'Wholepanel rule of events',
  description: 'Which services start an event of a person, who takes part in it, and which part of it each answers for',
  ...z.toJSONSchema(EventFile, { io: 'input', unrepresentable: 'any', target: 'draft-7' }),
})

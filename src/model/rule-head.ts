import { z } from 'zod'

/** A source a reader can find: a rule, a page, a public response. */
export const Source = z.strictObject({
  title: z.string().min(1),
  by: z.string().min(1),
  published: z.string().optional().describe('Date or year, as published'),
  url: z.url().optional(),
  says: z.string().optional().describe('What it supports, in our own words'),
})

/** What every file of a rule says of itself: what it is for, and after whom. */
export const RuleHead = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  sources: z.array(Source).min(1),
})

/** How something odd is told: how grave it is, what it is, what a run does with it, and what its sender can do. */
export const ruleFinding = <const Treatments extends readonly string[]>(treatments: Treatments) =>
  z.strictObject({
    severity: z.enum(['warned', 'note']),
    reason: z.string().min(1),
    treatment: z.enum(treatments),
    fix: z.string().min(1),
  })

/** The same said of each of some keys: none may be left out, and no other is known. */
export const each = <Key extends string, Value extends z.ZodType>(keys: readonly Key[], value: Value) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>)

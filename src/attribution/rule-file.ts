import { z } from 'zod'
import { CLINICIAN_TYPES } from '../lake/tables/directory.ts'
import { LINES_OF_BUSINESS } from '../lake/tables/lineage.ts'
import { IsoDate, Parameter } from '../model/parameter.ts'
import { RuleHead } from '../model/rule-head.ts'

/** What decides between practices, in order: the first counts, the rest break ties; practice_id last leaves none. */
export const ORDERS = ['visits', 'allowed_usd', 'last_visit', 'first_visit', 'practice_id'] as const
export type Order = (typeof ORDERS)[number]

/** What of claims counts as a service of a step: the product's own visit, every line, or a value set of `terminology/`. */
export const VISIT = 'primary-care-visit'
export const ANY = 'any-service'

export const Source = z.string().min(1).describe('Citation of the rule that has the step')
export const Lines = z.array(z.enum(LINES_OF_BUSINESS)).min(1)
const OfEveryStep = {
  source: Source,
  from: IsoDate.optional().describe('Taken for lists that begin on this day or later; for all where it is left out'),
}

const Attested = z.strictObject({ step: z.literal('attested'), ...OfEveryStep })

const PlanAssigned = z.strictObject({
  step: z.literal('plan-assigned'),
  ...OfEveryStep,
  lines_of_business: Lines.optional().describe('Only lists of these; all where it is left out'),
})

export const Clinicians = z
  .union([z.enum(['primary-care', 'specialists', 'any']), z.array(z.string().min(1)).min(1)])
  .describe('Whose services count: by the specialty that the directory gives; or a list of its specialties')

const Seen = z.strictObject({
  clinician_types: z.array(z.enum(CLINICIAN_TYPES)).min(1),
  months: Parameter.optional().describe("The last months in which; the step's window where it is left out"),
})

const Claims = z.strictObject({
  step: z.literal('claims'),
  ...OfEveryStep,
  services: z.array(z.string().min(1)).min(1).describe('primary-care-visit, any-service, or value sets'),
  clinicians: Clinicians,
  unit: z
    .enum(['practice', 'organization', 'aco'])
    .default('practice')
    .describe('Who competes; within the winner the practice is found in the same order'),
  window: Parameter.describe('Months of services looked at'),
  recent: z
    .strictObject({ months: Parameter, weight: Parameter, earlier_weight: Parameter })
    .optional()
    .describe('The last months of the window, and what they and the months before them weigh'),
  order: z.array(z.enum(ORDERS)).min(2),
  wins: z.enum(['plurality', 'majority', 'minimum-share']).default('plurality'),
  least_share: Parameter.optional().describe('With minimum-share: the least share of the first thing in `order`'),
  when: z
    .strictObject({ clinicians: Clinicians, least_share: Parameter })
    .optional()
    .describe('Taken only where these clinicians have at least this share of the services of all of the step'),
  seen: z
    .array(Seen)
    .min(1)
    .optional()
    .describe(
      'Decides only where the person had such a service there from a clinician of one of these types, of any specialty',
    ),
})

const Place = z.strictObject({
  step: z.literal('place'),
  ...OfEveryStep,
  areas: z
    .array(
      z.strictObject({
        zip_codes: z.array(z.string().regex(/^\d{3,5}$/, 'want the first three to five digits of a ZIP code')).min(1),
        practice_id: z.string().min(1),
      }),
    )
    .min(1),
})

const OtherRule = z.strictObject({
  step: z.literal('rule'),
  ...OfEveryStep,
  rule: z.string().min(1).describe('A rule whose decision is taken, from its newest list known by then'),
  organizations: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('ACOs or organizations that take part: a decision for a practice of another is passed over'),
})

const Step = z.discriminatedUnion('step', [Attested, PlanAssigned, Claims, Place, OtherRule])

/** What every rule file says of itself. */
export const HEAD = {
  ...RuleHead.shape,
  differs: z
    .array(z.string().min(1))
    .optional()
    .describe('Where this file cannot say what its source says, and what it does instead'),
  status: z.literal('unconfirmed').optional().describe('Not checked against its public source'),
}

export const RuleFile = z.strictObject({
  ...HEAD,
  population: z
    .strictObject({
      lines_of_business: Lines,
      without: Lines.optional().describe('Nobody with a month of one of these among the months of the list'),
      source: Source,
    })
    .optional(),
  lists: z.strictObject({
    kind: z
      .enum(['retrospective', 'prospective', 'reconciled'])
      .describe('reconciled: preliminary lists through the period, and a final one by its own services'),
    every: z.enum(['year', 'quarter', 'month']).optional().describe('How often a list is made ahead'),
    from: IsoDate.optional().describe('No list begins before this day: the rule was not yet in force'),
    lag: Parameter.optional().describe('Months between the end of the window and the first month of a list'),
    source: Source,
  }),
  steps: z.array(Step).min(1),
})

export type RuleFile = z.infer<typeof RuleFile>
export type RuleStep = z.infer<typeof Step>
export type ClaimsStep = z.infer<typeof Claims>
export type Clinicians = z.infer<typeof Clinicians>

import { z } from 'zod'
import {
  RECONCILIATION_COLUMNS,
  readReconciliationOf,
  UNNAMED_COLUMNS,
} from '../../../disclosure/reads/attribution/reconciliation.ts'
import { ROSTER_COLUMNS, ROSTER_STATES, readRoster } from '../../../disclosure/reads/attribution/roster.ts'
import { rosterGroup } from '../../../disclosure/reads/attribution/roster-fhir.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { count, PracticeParams, sendCsv, shaped, text, Withheld } from '../shapes.ts'

const names = z.array(z.string()).nullable()
const flag = z.boolean().nullable()
const people = z.number().int()

const RosterRow = z
  .object({
    person_id: text,
    name: text,
    birth_date: text,
    gender: text,
    members: names.describe('Payer and member number, by the payers that the viewer may hear of'),
    state: text.describe('new, changed, unchanged or dropped, against the list before'),
    since: text.describe('First day of the unbroken row of lists with this practice'),
    since_at_least: flag.describe('The run has no earlier list: it may be longer'),
    elsewhere: text.describe('The practice somebody came from or went to; elsewhere where it may not be known'),
    because: text.describe('Why somebody came, changed or left'),
    rule: text,
    list: text,
    step: count,
    reason: text,
    npi: text,
    visits: count,
    last_visit: text,
    explain_id: text.describe('Takes the decision apart, at /api/explain/:id'),
    withheld: Withheld,
  })
  .meta({ id: 'RosterRow' })
const Roster = z
  .object({
    practice_id: z.string(),
    practice_name: text,
    rule: text,
    list: text,
    previous_list: text,
    kind: text,
    effective_from: text,
    effective_until: text.describe('The day after the last'),
    known_on: text,
    lists: z.array(z.string()),
    counts: z.object({ new: people, changed: people, unchanged: people, dropped: people }),
    reasons: z.array(z.object({ state: z.string(), because: z.string(), people })),
    not_on_panel: people.describe('People whom the rule places here and who were never on the panel'),
    rows: z.array(RosterRow),
  })
  .meta({ id: 'Roster' })
/** A resource of HL7 FHIR R4; its members are checked by its profile, not here. */
const Group = z.object({ resourceType: z.literal('Group') }).loose()

const key = z.string().min(1).max(100).optional()
const Page = {
  limit: z
    .union([z.literal('all'), z.coerce.number().int().min(1).max(500)])
    .default(50)
    .describe('Rows at once; all: every row, as a file to take away has them'),
  offset: z.coerce.number().int().min(0).default(0),
}
const RosterQuery = z.object({
  format: z
    .enum(['json', 'csv', 'fhir'])
    .default('json')
    .describe('csv: a table to take away; fhir: a Group of the Da Vinci Member Attribution List'),
  rule: key.describe('Key of the rule; left out: the rule of the panel'),
  list: key.describe('The list, such as 2025-Q1; left out: the one of the end of the period'),
  state: z.enum(ROSTER_STATES).optional(),
  ...Page,
})

const ReconciliationRow = z
  .object({
    person_id: text,
    name: text,
    members: names,
    state: text,
    named_by: text.describe('Lists that name this practice: plan+practice+claims, a part of it, or none'),
    outcome: text.describe('here, elsewhere or nowhere: where the decision places the person'),
    plan: text.describe('Where payers’ lists place the person: a practice, elsewhere or several'),
    plan_payers: names.describe('Payers whose list names this practice'),
    practice: text.describe('Where practices’ own lists do'),
    claims: text.describe('Where the panel made from claims does'),
    decided: text,
    decision: text.describe('The step that decided'),
    decision_says: text,
    left_out: names.describe('Records that do not count: which list, and why'),
    birth_date_known: flag,
    covered_last_month: flag,
    withheld: Withheld,
  })
  .meta({ id: 'ReconciliationRow' })
const Unnamed = z
  .object({
    source: text,
    payer: text,
    member_id: text,
    year_month: text,
    state: text,
    file_id: text,
    record_number: count,
    withheld: Withheld,
  })
  .meta({ id: 'UnnamedRecord' })
const Reconciliation = z
  .object({
    practice_id: z.string(),
    practice_name: text,
    period: z.string(),
    rule: z.string(),
    steps: z.array(z.object({ step: z.string(), says: z.string(), source: z.string() })),
    counts: z.array(z.object({ state: z.string(), people })),
    agreement: z.array(z.object({ named_by: z.string(), people })),
    decisions: z.array(z.object({ decision: z.string(), outcome: z.string(), people })),
    lists: z.array(z.object({ source: z.string(), payer: z.string(), payer_name: z.string(), year_month: z.string() })),
    total: people.describe('People that the filters leave'),
    rows: z.array(ReconciliationRow),
    unnamed: z.array(Unnamed),
  })
  .meta({ id: 'Reconciliation' })
const ReconciliationQuery = z.object({
  format: z.enum(['json', 'csv']).default('json'),
  table: z.enum(['rows', 'unnamed']).default('rows').describe('Which table, as csv'),
  state: z.string().max(40).optional(),
  decision: z.string().max(40).optional().describe('The step that decided; undecided or nowhere where none did'),
  outcome: z.string().max(40).optional(),
  named_by: z.string().max(40).optional(),
  ...Page,
})

export function rosterRoutes(server: Server, house: House): void {
  const roster = {
    summary: 'A practice’s people by one list of one rule, against the list before it',
    params: PracticeParams,
    querystring: RosterQuery,
    response: { 200: z.union([Roster, Group]), ...problems },
  }
  server.get('/api/practices/:practice_id/roster', { schema: roster }, async (request, reply) => {
    const { format, limit, offset, ...asked } = request.query
    const whole = format !== 'json' || limit === 'all'
    const query = { ...asked, ...request.params, limit: whole ? null : limit, offset: whole ? 0 : offset }
    const found = await throughDoor(house, request, query.practice_id, (reading, door) =>
      readRoster(reading, door, query),
    )
    if (format === 'csv') return sendCsv(reply, 'roster', found.rows, ROSTER_COLUMNS)
    if (format === 'json') return shaped<z.infer<typeof Roster>>(found)
    reply.header('content-disposition', 'attachment; filename="roster.json"')
    return rosterGroup(found, found.rows) as z.infer<typeof Group>
  })
  const reconciliation = {
    summary: 'A practice’s people on payers’ lists, on its own and on the panel, and what is decided for each',
    params: PracticeParams,
    querystring: ReconciliationQuery,
    response: { 200: Reconciliation, ...problems },
  }
  server.get('/api/practices/:practice_id/reconciliation', { schema: reconciliation }, async (request, reply) => {
    const { format, table, limit, offset, ...asked } = request.query
    const whole = format === 'csv' || limit === 'all'
    const query = { ...asked, ...request.params, limit: whole ? null : limit, offset: whole ? 0 : offset }
    const found = await throughDoor(house, request, query.practice_id, (reading, door) =>
      readReconciliationOf(reading, door, query),
    )
    if (format === 'json') return shaped<z.infer<typeof Reconciliation>>(found)
    return sendCsv(reply, table, found[table], table === 'rows' ? RECONCILIATION_COLUMNS : UNNAMED_COLUMNS)
  })
}

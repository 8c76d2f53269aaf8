import { z } from 'zod'
import { faultOf } from '../../../alignment/profile/of-statements.ts'
import { askedOfAll, type Questions, readQuestions } from '../../../disclosure/reads/alignment/questions.ts'
import type { Door } from '../../../disclosure/release.ts'
import { faultsDetail, WholepanelError } from '../../../error.ts'
import { stateAnswers } from '../../../register/alignment/profile-answers.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { saysShape } from '../library/overview-shape.ts'
import { shaped } from '../shapes.ts'
import { Day, ElementName, onPaper } from './on-paper.ts'

const Given = z.unknown().describe('In the form of a file of answers: value and source, or readings; null: not stated')

const value = z.union([z.boolean(), z.string().max(200), z.array(z.string().max(100)).max(100)])

const Asked = z.object({
  area: z.string(),
  element: z.string(),
  label: z.string(),
  asks: z.string(),
  value: z.enum(['one-of', 'set', 'ordered-steps', 'number', 'yes-no']),
  unit: z.string().optional(),
  options: z.array(z.object({ option: z.string(), label: z.string() })).nullable(),
})

const Question = Asked.extend({
  from: z.enum(['model', 'arrangement', 'questionnaire']),
  may_state: z.boolean().describe('False of an amount, which nobody states'),
  stated: z.array(z.object({ from_date: z.string(), answer: Given, stated_by: z.string(), stated_at: z.string() })),
  says: z.array(saysShape),
  contracts: z.array(saysShape).describe('What follows from its contracts in force'),
  contracts_value: value.nullable().describe('The same to be stated as it is; null where there is not one answer'),
})

const QuestionsShape = z
  .object({
    payer: z.string(),
    name: z.string(),
    day: z.string(),
    may_answer: z.boolean(),
    areas: z.array(z.object({ area: z.string(), label: z.string() })),
    attribution_rules: z.array(z.object({ rule: z.string(), title: z.string() })),
    questions: z.array(Question),
    faults: z.array(z.object({ element: z.string(), fault: z.string() })),
  })
  .meta({ id: 'AlignmentQuestions' })

const Stated = z.strictObject({
  from_date: z.iso.date().describe('From this day on it is so'),
  answers: z
    .array(
      z.strictObject({
        element: ElementName,
        value: value.nullable().describe('null: it is not stated any more'),
        source: z.string().trim().min(1).max(500).optional().describe('The text that says so'),
      }),
    )
    .min(1)
    .max(100),
})

const Params = z.object({ asked_payer: z.string().min(1).max(100).describe('Key of a payer') })

export function answersRoutes(server: Server, house: House): void {
  const all = {
    summary: 'What every payer is asked in words, and which answers there are',
    response: { 200: z.array(Asked), ...problems },
  }
  server.get('/api/alignment/elements', { schema: all }, () => {
    const { elements } = onPaper(house, undefined).shelf.library.elements
    return shaped<z.infer<typeof Asked>[]>(askedOfAll(elements))
  })
  const ask = {
    summary: 'What a payer is asked about its arrangements, what it said, and what its contracts say',
    params: Params,
    querystring: Day,
    response: { 200: QuestionsShape, ...problems },
  }
  server.get('/api/alignment/payers/:asked_payer', { schema: ask }, async (request) =>
    shaped<z.infer<typeof QuestionsShape>>(
      await throughRegisterDoor(
        house,
        request,
        (door) => readQuestions(door, onPaper(house, request.query.day), request.params.asked_payer),
        request.params,
      ),
    ),
  )
  const state = {
    summary: 'A payer says of itself how its arrangements work, from a day on; never an amount',
    params: Params,
    body: Stated,
    response: { 200: QuestionsShape, ...problems },
  }
  server.post('/api/alignment/payers/:asked_payer', { schema: state }, async (request) => {
    const { asked_payer } = request.params
    return shaped<z.infer<typeof QuestionsShape>>(
      await throughRegisterDoor(
        house,
        request,
        (door) => stateFor(house, door, asked_payer, request.body),
        request.params,
      ),
    )
  })
}

/** All of the answers or none: what no element takes is told at its element. */
async function stateFor(
  house: House,
  door: Door,
  payer: string,
  { from_date, answers }: z.infer<typeof Stated>,
): Promise<Questions> {
  const paper = onPaper(house, undefined)
  const given = answers.map(({ element, value: said, source }) => ({
    element,
    answer: said === null ? null : { value: said, source: source ?? `${door.viewer.name}, on the page of answers` },
  }))
  const at = { ...paper.shelf.library, day: from_date }
  const faults = given.flatMap(({ element, answer }) => {
    const fault = faultOf(element, answer, at)
    return fault === null ? [] : [{ at: element, text: fault }]
  })
  if (faults.length > 0) throw new WholepanelError('input-argument', faultsDetail(faults))
  await stateAnswers(
    house.register,
    given.map(({ element, answer }) => ({
      ...{ payer, element, from_date, stated_by: door.viewer.name },
      answer: answer === null ? null : JSON.stringify(answer),
    })),
    door.viewer,
    house.now(),
  )
  return readQuestions(door, paper, payer)
}

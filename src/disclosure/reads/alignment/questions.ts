import { type Text, textsOf } from '../../../alignment/degree/matrix.ts'
import type { Element } from '../../../alignment/elements/element.ts'
import { type Given, givenOf } from '../../../alignment/profile/answer.ts'
import { ATTRIBUTION_RULE, type Statement } from '../../../alignment/profile/of-statements.ts'
import { type Reading as Answered, readingsOf } from '../../../alignment/profile/profile.ts'
import { refused } from '../../../governance/permit.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import { byContracts } from '../../../run/region-alignment.ts'
import { type Door, release } from '../../release.ts'
import { each } from '../received/received.ts'
import { knownOf, type OnPaper } from './seen.ts'

/** A question as it is put to every payer. */
export type Asked = Pick<Element, 'area' | 'element' | 'label' | 'asks' | 'value' | 'unit'> & {
  /** Options by name with their labels; null where any key may be answered, or none. */
  options: { option: string; label: string }[] | null
}

/** One question to a payer, its own answers over time, and what its contracts say. */
export type Question = Asked & {
  /** Who answers it: the payer itself, or its contracts, which the payer may confirm. */
  from: 'model' | 'arrangement' | 'questionnaire'
  /** False of an amount, which nobody states. */
  may_state: boolean
  stated: (Omit<Statement, 'element'> & { stated_by: string; stated_at: string })[]
  says: Text[]
  contracts: Text[]
  /** The answer of its contracts where they give one, in the form in which it is stated: to be confirmed as it is. */
  contracts_value: Given | null
}

export type Questions = {
  payer: string
  name: string
  day: string
  may_answer: boolean
  areas: { area: string; label: string }[]
  attribution_rules: { rule: string; title: string }[]
  questions: Question[]
  faults: { element: string; fault: string }[]
}

const ANSWERS = {
  name: 'answers of a payer',
  columns: each(['payer', 'element', 'from_date', 'stated_by', 'stated_at'], 'public'),
  parties: ({ payer }: { payer?: unknown }) => ({ payer: String(payer) }),
}

const mayAnswer = ({ role, organization_id }: Viewer, payer: string): boolean =>
  role === 'operator' || (role === 'payer' && organization_id === payer)

/** What a payer is asked about its arrangements, and what is known: to itself, and to who convenes or oversees. */
export async function readQuestions(door: Door, paper: OnPaper, payer: string): Promise<Questions> {
  const { viewer } = door
  const { on, gathered } = await knownOf(paper, viewer)
  const region = on(paper.day)
  const found = region.payers.find((one) => one.payer === payer)
  if (!found) throw refused()
  const contracts = byContracts(region, found)
  const own = gathered.answers.filter((one) => one.payer === payer)
  await release(
    door,
    ANSWERS,
    own.map(({ element, from_date, stated_by, stated_at }) => ({ payer, element, from_date, stated_by, stated_at })),
  )
  const statedOf = (element: string) =>
    own
      .filter((one) => one.element === element)
      .map(({ from_date, answer, stated_by, stated_at }) => ({
        ...{ from_date, stated_by, stated_at },
        answer,
      }))
  const { elements, rules } = region.library
  const asked = elements.elements.map(
    (element): Question => ({
      ...shown(element),
      stated: statedOf(element.element),
      says: textsOf(element, found.stated.profile),
      contracts: textsOf(element, contracts),
      contracts_value: element.amounts === 'none' ? oneOf(readingsOf(contracts, element.element)) : null,
    }),
  )
  return {
    payer,
    name: found.name,
    day: paper.day,
    may_answer: mayAnswer(viewer, payer),
    areas: Object.entries(elements.areas).map(([area, { label }]) => ({ area, label })),
    attribution_rules: [...rules.values()].map(({ rule, title }) => ({ rule, title })),
    questions: [ruleQuestion(statedOf(ATTRIBUTION_RULE)), ...asked],
    faults: found.stated.faults,
  }
}

/** Steps that decide for nobody go with a text and its members: such an answer cannot be taken over by itself. */
function oneOf([one, ...more]: readonly Answered[]): Given | null {
  return one && more.length === 0 && one.never_decides.length === 0 ? givenOf(one.answer) : null
}

/** Questions that are answered in words, as the library asks them: nothing of any payer. */
export const askedOfAll = (elements: readonly Element[]): Asked[] =>
  elements
    .map(shown)
    .filter(({ may_state }) => may_state)
    .map(({ from: _from, may_state: _may_state, ...one }) => one)

const shown = ({ area, element, label, asks, value, unit, options, from, amounts }: Element) => ({
  ...{ area, element, label, asks, value, unit, from },
  options:
    options === undefined || options === 'any'
      ? null
      : Object.entries(options).map(([option, text]) => ({ option, label: text })),
  may_state: amounts === 'none',
})

const ruleQuestion = (stated: Question['stated']): Question => ({
  area: 'attribution',
  element: ATTRIBUTION_RULE,
  label: 'Rule of attribution',
  asks: 'Which rule of the library carries out how you attribute members? What it says answers the questions below.',
  value: 'one-of',
  options: null,
  from: 'questionnaire',
  may_state: true,
  stated,
  says: [],
  contracts: [],
  contracts_value: null,
})

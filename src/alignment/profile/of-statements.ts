import { didYouMean } from '../../model/read-yaml.ts'
import type { Library } from './library.ts'
import { answersByRule } from './of-rule.ts'
import type { Profile } from './profile.ts'
import { type AnswerFault, AnswerFile, profileOf, RuleAnswer, unknownRule } from './profile-file.ts'

/** The answer that is no element: by which rule of the library a payer attributes. Those of the rule follow from it. */
export const ATTRIBUTION_RULE = 'attribution_rule'

/** What a payer said itself of one element from a day on, as a file of answers gives it; null: not stated any more. */
export type Statement = { element: string; from_date: string; answer: unknown }

export type Stated = {
  profile: Profile
  /** The attribution rule that the payer says it uses. */
  rule: string | null
  /** What was said once and is no answer any more: the element, an option or the rule is gone. */
  faults: AnswerFault[]
}

/** What a payer's own statements say on a day: of each element the last that was in force. */
export function profileOfStatements(
  of: Pick<Profile, 'payer' | 'name' | 'lines'>,
  statements: readonly Statement[],
  at: Pick<Library, 'elements' | 'rules'> & { day: string },
): Stated {
  const inForceNow = new Map<string, unknown>()
  for (const { element, answer } of statements
    .filter(({ from_date }) => from_date <= at.day)
    .toSorted((a, b) => (a.from_date < b.from_date ? -1 : 1)))
    inForceNow.set(element, answer)
  const said = [...inForceNow].filter(([, answer]) => answer !== null)
  const faults: AnswerFault[] = []
  const answers: Record<string, AnswerFile> = {}
  for (const [element, answer] of said.filter(([element]) => element !== ATTRIBUTION_RULE)) {
    const found = faultOf(element, answer, at)
    const read = AnswerFile.safeParse(answer)
    if (found !== null || !read.success) faults.push({ element, fault: found ?? 'no answer in the form of a file' })
    else answers[element] = read.data
  }
  const told = RuleAnswer.safeParse(inForceNow.get(ATTRIBUTION_RULE) ?? undefined)
  const rule = told.success ? at.rules.get(told.data.value) : undefined
  if (told.success && !rule) faults.push({ element: ATTRIBUTION_RULE, fault: unknownRule(told.data.value, at.rules) })
  const { profile } = profileOf(
    at.elements,
    { id: of.payer, name: of.name, lines: [...of.lines], profile: answers },
    at.day,
  )
  const byRule = rule && told.success ? answersByRule(rule, told.data.source, at) : []
  return {
    profile: { ...profile, answers: new Map([...byRule, ...profile.answers]) },
    rule: rule?.rule ?? null,
    faults,
  }
}

/** What is wrong with a statement before it is written down; null where it can be taken. */
export function faultOf(
  element: string,
  answer: unknown,
  { elements, rules, day }: Pick<Library, 'elements' | 'rules'> & { day: string },
): string | null {
  if (answer === null) return null
  if (element === ATTRIBUTION_RULE) {
    const read = RuleAnswer.safeParse(answer)
    if (!read.success) return 'want the name of a rule as value, and the source that says so'
    return rules.has(read.data.value) ? null : unknownRule(read.data.value, rules)
  }
  const known = elements.elements.find((one) => one.element === element)
  if (!known)
    return `no such element${didYouMean(
      element,
      elements.elements.map((one) => one.element),
    )}`
  if (known.amounts !== 'none')
    return 'an amount is not stated here: it follows from the model, where it is public, or stays between the two parties'
  const read = AnswerFile.safeParse(answer)
  if (!read.success) return read.error.issues[0]?.message ?? 'no answer'
  const { faults } = profileOf(
    elements,
    { id: 'payer', name: 'payer', lines: [], profile: { [element]: read.data } },
    day,
  )
  return faults[0]?.fault ?? null
}

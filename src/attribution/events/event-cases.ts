import { existsSync } from 'node:fs'
import { z } from 'zod'
import { readYaml } from '../../model/read-yaml.ts'
import { KEY, Practice, practiceOf, Text, type VisitWords, visitOf, words } from '../cases.ts'
import type { EventRule } from './event-rule.ts'

const Visit = words(
  `${KEY} \\d{4}-\\d{2}-\\d{2}( \\S+)*`,
  'a visit such as `elm 2025-02-01 120.00 cardiology G0121 X4 place:21`',
)

/** One person, their visits, and who answers for which part of each event. It is a test and a line of the reference. */
const Case = z.strictObject({
  case: z.string().min(1),
  period: Text,
  visits: z.array(Visit).min(1),
  expect: z.array(
    z.strictObject({
      start: Text,
      role: z.string(),
      practice: z.string().nullable().describe("The holder's practice; null where nobody has the role"),
      reason: z.string(),
      share: Text,
    }),
  ),
})
export type EventCase = z.infer<typeof Case>

const CasesFile = z.strictObject({
  directory: z.array(Practice).min(1),
  assumed_shares: z
    .record(z.string(), Text)
    .optional()
    .describe('Of a rule that wants its shares: what the examples take them to be'),
  cases: z.array(Case).min(1),
})

export type EventCases = {
  directory: ReturnType<typeof practiceOf>[]
  /** The rule by which the examples are worked. */
  rule: EventRule
  cases: EventCase[]
}

/** The worked examples of a rule of events, from `<rule>.cases.yaml` beside its file; none where there is no such file. */
export function eventCasesOf(rule: EventRule): EventCases {
  const beside = rule.file.replace(/\.yaml$/, '.cases.yaml')
  if (!existsSync(beside)) return { directory: [], rule, cases: [] }
  const { directory, assumed_shares, cases } = readYaml(beside, CasesFile).value
  return {
    directory: directory.map(practiceOf),
    rule: assumed_shares ? assuming(rule, assumed_shares) : rule,
    cases,
  }
}

function assuming(rule: EventRule, shares: Readonly<Record<string, string>>): EventRule {
  const roles = rule.roles.map((role) => {
    const { required: _required, ...share } = role.share
    const value = shares[role.role] ?? '0'
    return { ...role, share: { ...share, values: [{ from: '1900-01-01', value, source: 'assumed by the examples' }] } }
  })
  return { ...rule, roles, wanting: [] }
}

/** `elm 2025-02-01 120 cardiology G0121 X4 place:21`: as a visit of an attribution rule, with modifiers and the place. */
export function eventVisitOf(text: string): VisitWords & { modifiers: string[]; place_of_service_code: string } {
  const said = text.split(' ')
  const isModifier = (word: string) => /^[A-Z][A-Z0-9]$/.test(word)
  const place = said.find((word) => word.startsWith('place:'))
  return {
    ...visitOf(said.filter((word) => !isModifier(word) && word !== place).join(' ')),
    modifiers: said.filter(isModifier),
    place_of_service_code: place?.slice('place:'.length) ?? '11',
  }
}

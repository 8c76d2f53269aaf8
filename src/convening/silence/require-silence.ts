import { WholepanelError } from '../../error.ts'
import { checkText, type Participants, REFUSES } from './check-text.ts'
import { KINDS } from './kinds.ts'

/**
 * Stops a text that says a payer's own amount or plan before anybody else may read it. The error says what kind of thing
 * it is and how to mend it, and repeats nothing of the text.
 */
export function requireSilence(text: string, participants: Participants): void {
  const findings = checkText(text, { participants, least: REFUSES })
  if (findings.length === 0) return
  const kinds = [...new Set(findings.map(({ kind }) => kind))]
  throw new WholepanelError('input-own-amount', {
    got: kinds.map((kind) => KINDS[kind].why).join('; '),
    want: 'substance: how a model works, measures, amounts that are recommended or published, results over all payers',
    fix: [...new Set(kinds.map((kind) => KINDS[kind].fix))].join('; '),
  })
}

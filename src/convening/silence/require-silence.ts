import { WholepanelError } from '../../error.ts'
import type { RefusedText } from '../../register/convening/silence/schema.ts'
import type { Act } from '../act.ts'
import { checkText, type Participants, REFUSES } from './check-text.ts'
import { KINDS } from './kinds.ts'

type Said = string | null | undefined
/** What was typed into a form, by its fields; a field that stands several times has several. */
export type Typed = Readonly<Record<string, Said | readonly Said[]>>

/** Which of these texts say a payer's own amount or plan, and where. */
export function refusedOf(typed: Typed, participants: Participants): RefusedText[] {
  return Object.entries(typed)
    .flatMap(([field, said]) => [said].flat().map((words) => ({ field, words })))
    .flatMap(({ field, words }) => {
      if (!words) return []
      const findings = checkText(words, { participants, least: REFUSES })
      return findings.length === 0 ? [] : [{ field, words, findings }]
    })
}

/** Who sent which form, and when. */
export type Sent = Pick<Act, 'now' | 'form'> & Partial<Pick<Act, 'by'>>

/**
 * Stops an act whose words say a payer's own amount or plan, before anybody else may read them. It says what kind of thing it
 * is and how to mend it, and repeats nothing of the text.
 */
export class WordsRefused extends WholepanelError {
  readonly texts: readonly RefusedText[]
  readonly sent: Sent

  constructor(texts: readonly RefusedText[], sent: Sent) {
    const kinds = Object.entries(KINDS).flatMap(([kind, said]) =>
      texts.some(({ findings }) => findings.some((one) => one.kind === kind)) ? [said] : [],
    )
    super('input-own-amount', {
      got: kinds.map(({ why }) => why).join('; '),
      want: 'substance: how a model works, measures, amounts that are recommended or published, results over all payers',
      fix: [...new Set(kinds.map(({ fix }) => fix))].join('; '),
    })
    this.texts = texts
    this.sent = sent
  }
}

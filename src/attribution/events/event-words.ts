import type { Parameter } from '../../model/parameter.ts'
import { among, newest, whose } from '../rule-words.ts'
import type { Role } from './event-file.ts'
import type { EventRule } from './event-rule.ts'

/** What an event of the rule is, in sentences. */
export function eventInWords({ event, population }: EventRule): string {
  const by = `${quoted(event.services)} with ${whose(event.clinicians)}`
  const again =
    event.again === 'belongs' ? 'A further one inside it belongs to it.' : 'A further one ends it and begins another.'
  const lines = population ? ` Only claim lines of ${among(population.lines_of_business, 'or')} are seen.` : ''
  return `An event begins with a service of ${by} and lasts ${numberOf(event.days)} days. ${again}${lines}`
}

/** Who takes part, and what becomes of a share that nobody has, in sentences. */
export function whoInWords({ who, unfilled }: EventRule): string {
  const counted = who.counted_by === 'visits' ? 'days with a visit' : 'allowed dollars'
  const unit = who.unit === 'clinician' ? 'Clinicians' : 'Practices'
  const rest =
    unfilled.goes_to === 'others' ? 'goes to those that are filled, in proportion' : "is nobody's, and the rows say so"
  return `${unit} take part, each in the first role that they fit; several of one role share it by their ${counted}. The share of a role that nobody fits ${rest}.`
}

/** Who has a role, in a sentence. */
export function roleInWords({ takes, started, clinicians, services, modifiers, places, least_share }: Role): string {
  const line = [
    started ? 'that started the event' : '',
    services ? `of ${quoted(services)}` : '',
    modifiers ? `with modifier ${among(modifiers, 'or')}` : '',
    places ? `at place of service ${among(places, 'or')}` : '',
  ].filter((one) => one !== '')
  const enough = least_share ? `, with at least ${numberOf(least_share)} of all that is counted` : ''
  const whom = takes === 'first' ? 'The first' : 'Everybody'
  const seen = line.length === 0 ? 'who was seen in the event' : `who has a claim line ${line.join(', ')}`
  return `${whom} among ${whose(clinicians)} ${seen}${enough} and has no role before it.`
}

/** The newest share of a role, or that nobody published it. */
export const shareInWords = ({ share }: Role): string => (share.required ? 'required' : newest(share))

const numberOf = (parameter: Parameter): string => (parameter.required ? 'a required number of' : newest(parameter))
const quoted = (keys: readonly string[]): string =>
  among(
    keys.map((key) => `\`${key}\``),
    'or',
  )

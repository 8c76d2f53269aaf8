import type { Texts } from './texts.ts'

/** What a patient typed, as it stands in the fields. */
export type Typed = {
  stated_by: string
  proxy_name: string
  first_name: string
  last_name: string
  month: string
  day: string
  year: string
  member_number: string
  zip_code: string
  phone_last_four: string
  practice_id: string
  clinician: string
  agreed: boolean
}

export const NOTHING: Typed = {
  ...{ stated_by: 'self', proxy_name: '', first_name: '', last_name: '', month: '', day: '', year: '' },
  ...{ member_number: '', zip_code: '', phone_last_four: '', practice_id: '', clinician: '', agreed: false },
}

export type Asked = { form: string; consent_words: string }
export type Body = Record<string, string | true | null>

const NAME = /^[\p{L}\p{M}\p{N} .,'’()-]+$/u

/** The body to send, or what has to be looked at again, in the order of the fields. */
export function bodyOf(
  typed: Typed,
  { form, consent_words }: Asked,
  texts: Texts,
): { body: Body } | { said: string[] } {
  const of = (text: string): string | null => text.trim() || null
  const birth_date = dayOf(typed)
  const self = typed.stated_by === 'self'
  const given = {
    ...{
      proxy_name: self ? null : of(typed.proxy_name),
      first_name: of(typed.first_name),
      last_name: of(typed.last_name),
    },
    ...{ member_number: of(typed.member_number), zip_code: of(typed.zip_code) },
    ...{
      phone_last_four: of(typed.phone_last_four),
      practice_id: of(typed.practice_id),
      clinician: of(typed.clinician),
    },
  }
  const { problems } = texts
  const wrong: [boolean, string][] = [
    [!self && !(given.proxy_name && NAME.test(given.proxy_name)), problems.proxy_name],
    [!(given.first_name && NAME.test(given.first_name)), problems.first_name],
    [!(given.last_name && NAME.test(given.last_name)), problems.last_name],
    [birth_date === null, problems.birth_date],
    [!given.member_number && !given.zip_code, problems.identify],
    [given.member_number !== null && !/^[A-Za-z0-9 -]{1,30}$/.test(given.member_number), problems.member_number],
    [given.zip_code !== null && !/^\d{5}(-\d{4})?$/.test(given.zip_code), problems.zip_code],
    [given.phone_last_four !== null && !/^\d{4}$/.test(given.phone_last_four), problems.phone_last_four],
    [!given.practice_id, problems.practice_id],
    [given.clinician !== null && !NAME.test(given.clinician), problems.clinician],
    [!typed.agreed, problems.agreed],
  ]
  const said = wrong.flatMap(([is, words]) => (is ? [words] : []))
  if (said.length > 0) return { said }
  return { body: { form, consent_words, stated_by: typed.stated_by, ...given, birth_date, agreed: true } }
}

/** The day of birth as the server takes it; null where there is no such day. */
function dayOf({ year, month, day }: Typed): string | null {
  if (!/^(19|20)\d\d$/.test(year.trim()) || !/^\d{1,2}$/.test(month.trim()) || !/^\d{1,2}$/.test(day.trim()))
    return null
  const text = `${year.trim()}-${month.trim().padStart(2, '0')}-${day.trim().padStart(2, '0')}`
  const time = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(time) || time > Date.now()) return null
  return new Date(time).toISOString().slice(0, 10) === text ? text : null
}

/** A refusal of the server, in the words of the page. */
export function refusalOf(code: string, { problems }: Texts): string {
  if (code === 'access-too-many-tries') return problems.many
  return code === 'input-no-code' ? problems.closed : problems.other
}

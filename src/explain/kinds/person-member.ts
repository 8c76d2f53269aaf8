import { explained, explainId, type Kind, result, rowOf, text } from '../context.ts'

/** Why a payer's member number belongs to a person. */
export const personMember: Kind = async (context, keys) => {
  const member = await rowOf(context, 'person_member', ['payer', 'member_id'], keys)
  if (!member) return undefined
  const linked = member.linked_payer !== null && member.linked_member_id !== null
  return explained({
    id: explainId('person_member', ...keys),
    kind: 'person_member',
    title: "The person behind a payer's member number",
    value: text(member.person_id),
    unit: 'code',
    because: String(member.reason),
    reason: text(member.rule),
    rule: text(member.rule),
    terms: linked
      ? [
          result(
            'linked',
            'Joined to the member of',
            member.linked_payer,
            'code',
            explainId('person_member', member.linked_payer, member.linked_member_id),
          ),
        ]
      : [],
    records: await context.records([
      { file_id: text(member.file_id) ?? '', record_number: Number(member.record_number) },
    ]),
  })
}

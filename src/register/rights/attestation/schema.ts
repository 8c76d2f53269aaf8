import type { Generated } from 'kysely'

/** A link under which patients say which practice is theirs: of one practice, or of a campaign of the whole initiative. */
export type AttestationCodeRow = {
  /** What stands behind /attest/ in the address. */
  attestation_code: string
  /** The practice that the page names first; null for a campaign, in which the patient chooses. */
  practice_id: string | null
  organization_id: string | null
  label: string
  made_at: string
  made_by: string
  withdrawn_at: string | null
  withdrawn_by: string | null
}

/** One statement of a patient, or of who speaks for them, that a practice is theirs, as it was given. */
export type StatementRow = {
  statement: string
  /** Of the code that the patient was given to take it back. */
  receipt_hash: string
  /** The link it came by; null for a paper form. */
  attestation_code: string | null
  /** paper or portal */
  method: string
  /** The practice's own number for a paper form. */
  form_number: string | null
  received_at: string
  received_by: string
  practice_id: string
  organization_id: string
  /** The clinician, where one was named. */
  clinician: string | null
  first_name: string
  last_name: string
  birth_date: string
  member_number: string | null
  zip_code: string | null
  phone_last_four: string | null
  /** self, parent, guardian or representative */
  stated_by: string
  proxy_name: string | null
  /** Language and version of the words that were agreed to. */
  consent_words: string
  attested_on: string
  withdrawn_on: string | null
  withdrawn_at: string | null
  /** The patient by the receipt, or who did it for them. */
  withdrawn_by: string | null
  /** waiting, matched, ambiguous or not-matched */
  state: Generated<string>
  /** The rule that matched it, or why none did. */
  because: string | null
  /** Beside other statements of the person: repeated, replaces, replaced or same-day. */
  beside: string | null
  payer: string | null
  plan: string | null
  line_of_business: string | null
  member_id: string | null
  npi: string | null
  checked_at: string | null
  mended_at: string | null
  mended_by: string | null
}

export type AttestationSchema = {
  attestation_code: AttestationCodeRow
  attestation_statement: StatementRow
}

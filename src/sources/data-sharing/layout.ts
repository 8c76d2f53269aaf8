import type { Field, FileLayout, Layout } from '../layouts/layout.ts'

const field = (
  name: string,
  start: number,
  end: number,
  type: Field['type'],
  meaning: string,
  required = false,
): Field => ({
  name,
  type,
  meaning,
  required,
  start,
  end,
})

/**
 * One record per beneficiary. Names, birth date and address stand in bytes 22 to 354: they are not read, because nothing
 * here needs them.
 */
export const preference: FileLayout = {
  name: 'preference',
  about: "A Medicare beneficiary's word on the sharing of claims with an accountable care organization.",
  format: 'fixed-width',
  recordLength: 459,
  dateFormat: '%Y%m%d',
  unknownDates: [],
  control: [
    { starts: 'HDR_BENEDATASHR', rule: 'header' },
    { starts: 'TRL_BENEDATASHR', rule: 'trailer' },
  ],
  fields: [
    field('MBI', 1, 11, 'code', 'Medicare beneficiary identifier', true),
    field('BENE_LINK_KEY', 12, 21, 'integer', "CMS's own key of the beneficiary"),
    field('EFFECTIVE_DT', 355, 362, 'date', 'day from which the preference holds'),
    field('SOURCE_CD', 363, 367, 'code', 'where it was stated: 1-800 is the telephone line of Medicare'),
    field('MECHANISM_CD', 368, 368, 'code', 'how it was stated: T is by telephone'),
    field('PREF_IND', 369, 369, 'code', 'Y shares, N does not; blank says nothing'),
    field('SAMHSA_EFFECTIVE_DT', 370, 377, 'date', 'day from which the preference on substance use records holds'),
    field('SAMHSA_SOURCE_CD', 378, 382, 'code', 'where that was stated'),
    field('SAMHSA_MECHANISM_CD', 383, 383, 'code', 'how that was stated'),
    field('SAMHSA_PREF_IND', 384, 384, 'code', 'Y shares substance use records, N does not; blank says nothing'),
    field('ACO_CMS_ID', 385, 389, 'code', 'the organization with which it is, or is not, shared'),
  ].map((one) => (one.name.endsWith('PREF_IND') ? { ...one, values: ['Y', 'N'] } : one)),
}

export const dataSharing: Layout = {
  name: 'cms-data-sharing',
  title: 'Medicare beneficiary data sharing preferences (NGD1800)',
  source:
    'CMSgov/bcda-app, bcda/bene-prefs/parser.go and importer.go at 35f8adc (CC0): positions, names, header and trailer',
  files: [preference],
}

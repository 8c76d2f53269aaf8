/** Short codes in the reader's words. A code without words here is shown with its hyphens as spaces. */
const WORDS: Record<string, string> = {
  attested: 'Chose this practice',
  plurality: 'Most primary-care visits',
  'no-primary-care': 'No primary-care visit',
  new: 'New',
  continuing: 'Continuing',
  dropped: 'Dropped',
  met: 'Met',
  gap: 'Open gap',
  excluded: 'Excluded',
  settled: 'Settled',
  incomplete: 'Incomplete',
  'provider-organization': 'Provider organization',
  practice: 'Practice',
  payer: 'Payer',
  convener: 'Convener',
  state: 'State',
  public: 'Public',
  operator: 'Operator',
  medicare: 'Medicare',
  medicaid: 'Medicaid',
  result: 'Computed',
  structure: 'Rule',
  recommended: 'Recommended',
  own: 'Contract',
  record: 'Record',
  female: 'Female',
  male: 'Male',
  f: 'Female',
  m: 'Male',
}

export function words(code: string | null | undefined): string {
  if (!code) return '–'
  const known = WORDS[code.toLowerCase()]
  if (known) return known
  const plain = code.replaceAll(/[-_]/g, ' ')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}

/** What a parameter's or term's kind means, for the legend and for screen readers. */
export const KIND_MEANS: Record<string, string> = {
  result: 'computed by this run; can be taken apart',
  structure: 'part of the rule: a window, size or target',
  recommended: 'published or recommended for everyone',
  own: 'set in this contract; seen by its two parties only',
  record: 'read from a record that a sender sent',
}

export const plural = (n: number, one: string, many = `${one}s`): string => (n === 1 ? one : many)

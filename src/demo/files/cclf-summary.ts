/** CCLF0, tables 25 and 26 of the packet: a record of titles, then one per file; bars stand between the columns. */
export const SUMMARY_TITLES = [
  'File Number'.padEnd(13),
  'File Description'.padEnd(20),
  'Total Records Count'.padEnd(20),
  'Record Length'.padEnd(13),
].join('|')

export const SUMMARY_NAMES: Readonly<Record<string, string>> = {
  cclf1: 'Part A Claims Header File',
  cclf2: 'Part A Claims Revenue Center Detail File',
  cclf3: 'Part A Procedure Code File',
  cclf4: 'Part A Diagnosis Code File',
  cclf5: 'Part B Physicians File',
  cclf6: 'Part B DME File',
  cclf7: 'Part D File',
  cclf8: 'Beneficiary Demographics File',
  cclf9: 'Beneficiary XREF File',
  cclfa: 'Part A BE and Demo Codes File',
  cclfb: 'Part B BE and Demo Codes File',
}

export const summaryRecord = (type: string, name: string, records: string, length: string): string =>
  `${type.padEnd(7)}|${name.padEnd(43)}|${records.padStart(11)}|${length.padStart(5)}`

export type CclfFileName = {
  /** The entity the file is for: A1234 (Shared Savings), D0001 (REACH), F001 (Vermont), K0001 and C0001 (kidney), P000001 (PCF). */
  aco_id: string
  /** cclf0 to cclf9, cclfa, cclfb; `zip` for the package that holds them. */
  file: string
  /** Performance year the file is for. */
  year: number
  /** Claims of an earlier year that were processed after its end. */
  runout: boolean
  /** P is production, T is a test file. */
  test: boolean
  created_date: string
  /** hh:mm:ss and a tenth, as far as the name gives them. */
  created_time: string
}

const ACO = '(?:[AKCD][A-Za-z0-9]{3,4}|F[A-Za-z0-9]{2,4}|P[A-Za-z0-9]{5,6})'
const NAME = new RegExp(
  `^([PT])\\.(?:(${ACO})\\.ACO|BCD\\.(${ACO})|(${ACO}))\\.ZC(?:([0-9AB])?([YR]))?(\\d{2})` +
    '\\.D(\\d{2})(\\d{2})(\\d{2})\\.T(\\d{2})(\\d{2})(\\d{2})(\\d?|t)(?:\\.(?:zip|txt))?$',
  'i',
)

/**
 * What CMS's file name says, or null where it is not one (packet 4.2 and the notes above tables 14 to 26). Folders
 * before the name are ignored; Beneficiary Claims Data API names (T.BCD.A0001.…) and a time whose last digit is
 * written `t` are read too.
 *
 * Example: `cclfFileName('P.A1234.ACO.ZC1Y25.D250115.T0102030')?.file` is `cclf1`.
 */
export function cclfFileName(path: string): CclfFileName | null {
  const name = path.split('/').pop() ?? ''
  const match = NAME.exec(name)
  if (!match) return null
  const [, kind = '', beforeAco, afterBcd, bare, file, span = '', year = '', yy = '', mm = '', dd = '', ...time] = match
  const aco = beforeAco ?? afterBcd ?? bare
  if (!aco || !isDay(Number(mm), Number(dd))) return null
  const [hour = '', minute = '', second = '', tenth = ''] = time
  return {
    aco_id: aco,
    file: file ? `cclf${file.toLowerCase()}` : 'zip',
    year: 2000 + Number(year),
    runout: span.toUpperCase() === 'R',
    test: kind.toUpperCase() === 'T',
    created_date: `20${yy}-${mm}-${dd}`,
    created_time: `${hour}:${minute}:${second}${/\d/.test(tenth) ? `.${tenth}` : ''}`,
  }
}

const isDay = (month: number, day: number) => month >= 1 && month <= 12 && day >= 1 && day <= 31

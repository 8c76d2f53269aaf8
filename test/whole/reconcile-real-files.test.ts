import { beforeAll, describe, expect, test } from 'vitest'
import { type Fate, realDeliveries, reconcile } from './real-deliveries.ts'

const REAL = process.env.WHOLEPANEL_REAL_FILES
if (!REAL) test.skip('not tested, WHOLEPANEL_REAL_FILES is not set: bcda, cclf-v38, fhir-eob', () => {})

/**
 * What becomes of every public file that is not simply taken in: by its delivery and place, and why. The first line that
 * fits decides; a file that none fits is accepted, without one record quarantined.
 */
const FATES: readonly (readonly [where: RegExp, status: string, because: string])[] = [
  // Names that CMS does not give: no entity, no such day, no file of the feed, no name at all.
  [/archives\/0\/invalid\//, 'refused', 'input-unknown-layout'],
  [/missing_data\/.* .*(\/tdir\/.*T10000199|INVALID_FILE)$/, 'refused', 'input-unknown-layout'],
  [/ T\.(A0001\.ACO\.ZC8Y18\.D18NOV20|UNKNOWNACO\.ACO\.ZC0Y18\.D181120)/, 'refused', 'input-unknown-layout'],
  [/cclf\/files\/synthetic\/.* ZC[089]$/, 'refused', 'input-unknown-layout'],
  // Lists of attributed members in layouts of other models of CMS.
  [/archives\/csv |shared_files\/csv /, 'refused', 'input-unknown-layout'],
  // Suppression files: no record at all, a header of another name, a trailer that counts another number.
  [/with_invalid_filenames T#EFT/, 'refused', 'input-header'],
  [/suppressionfile_BadHeader /, 'refused', 'input-header'],
  [/suppressionfile_MissingData .*T10000(09|10|11|12)$/, 'refused', 'input-record-count'],
  [/suppressionfile_MissingData .*T1000013$/, 'accepted', 'number-unreadable'],
  // Placeholders of one blank or cut record, sent under several names.
  [/(9\/valid_names|with_folders) T\..*ZC9Y18.*T1000009$/, 'by-content', 'record-length'],
  [/with_folders\/T\.A0001\.ACO\.ZC8Y18.* T\.A0001\.ACO\.ZC8Y18.*T1000009$/, 'accepted', 'record-length'],
  [/ZCY18\.D181120\.T1000000 .*T\.A0001\.ACO\.ZC9Y18\.D181120\.T1000010$/, 'accepted', 'record-length'],
  [/invalid_bcd\/P\.BCD\.A0001\.ZCY18\.D181121\.T2000000 .*ZC8/, 'accepted', 'record-length'],
  [/(9\/valid_names|0\/valid_names|with_folders) T\./, 'by-content', ''],
  // FHIR: kinds of resources that say nothing of coverage, care or cost; and two examples that are one.
  [/ (Claim|ClaimResponse|meta\.json)$/, 'accepted', 'fhir-type-unread'],
  [/fhir-eob EOB-for-(Inpatient-R4V3|SNF-R4v3)\.json$/, 'duplicate', ''],
]

/** Archives that stop their delivery. */
const STOPPED: Record<string, string> = {
  'bcda/shared_files/cclf/archives/corrupted/T.BCD.A0001.ZCY18.D181120.T1000000': 'input-archive',
  // An archive without a file in it.
  'bcda/shared_files/cclf/archives/8/invalid/T.BCD.A0001.ZCY18.D181125.T1000087': 'input-file',
}

describe.runIf(REAL)('every public file of a payer', () => {
  const done = new Map<string, Awaited<ReturnType<typeof reconcile>>>()
  beforeAll(async () => {
    for (const delivery of realDeliveries(REAL ?? '')) done.set(delivery, await reconcile(REAL ?? '', delivery))
  }, 1_800_000)

  const fates = () => [...done].flatMap(([delivery, { fates: all }]) => all.map((fate) => ({ delivery, ...fate })))

  test('there are as many as there were', () => {
    expect(done.size).toBe(67)
    expect(fates().length).toBeGreaterThan(190)
  })

  test('has as many records as an independent counter finds in its bytes, and each has one outcome', () => {
    for (const { delivery, place, received, counted, ends } of fates()) {
      expect([delivery, place, received]).toEqual([delivery, place, counted])
      expect([delivery, place, Object.values(ends).reduce((a, b) => a + b, 0)]).toEqual([delivery, place, received])
    }
  })

  test('is taken in, quarantined or refused for its own reason', () => {
    const told = fates().map((fate) => [`${fate.delivery} ${fate.place}`, ...outcomeOf(fate)])
    const expected = fates().map((fate) => {
      const where = `${fate.delivery} ${fate.place}`
      const [, status = 'accepted', because = ''] = FATES.find(([pattern]) => pattern.test(where)) ?? []
      // Of files with the same bytes the first is read and the others repeat it.
      if (status === 'by-content') return [where, fate.status, fate.status === 'duplicate' ? '' : because]
      return [where, status, because]
    })
    expect(told).toEqual(expected)
    for (const [pattern] of FATES)
      expect([pattern, told.some(([where = '']) => pattern.test(where))]).toEqual([pattern, true])
  })

  test('an archive that cannot be read to its end stops its delivery, and no other does', () => {
    const stopped = [...done].flatMap(([delivery, { stopped: code }]) => (code ? [[delivery, code]] : []))
    expect(Object.fromEntries(stopped)).toEqual(STOPPED)
  })
})

function outcomeOf({ status, because, rules }: Fate): [string, string] {
  if (status === 'refused') return [status, because ?? '']
  return [status, rules.join(',')]
}

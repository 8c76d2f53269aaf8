import { expect, test } from 'vitest'
import { cclfFileName } from '../../../src/sources/cclf/file-name.ts'

const short = (name: string) => {
  const read = cclfFileName(name)
  return read && `${read.aco_id} ${read.file} ${read.year}${read.runout ? ' run-out' : ''} ${read.created_date}`
}

test.each([
  ['P.A1234.ACO.ZC1Y25.D250115.T0102030', 'A1234 cclf1 2025 2025-01-15'],
  ['P.A1234.ACO.ZC8R24.D250215.T0102030', 'A1234 cclf8 2024 run-out 2025-02-15'],
  ['P.A1234.ACO.ZCY25.D250115.T0102030', 'A1234 zip 2025 2025-01-15'],
  ['P.A1234.ACO.ZCR24.D250115.T0102030.zip', 'A1234 zip 2024 run-out 2025-01-15'],
  ['P.D0123.ACO.ZCAY24.D240801.T0102030', 'D0123 cclfa 2024 2024-08-01'],
  ['P.F001.ACO.ZCBY24.D240801.T0102030', 'F001 cclfb 2024 2024-08-01'],
  ['P.K0001.ACO.ZC7Y24.D240801.T0102030', 'K0001 cclf7 2024 2024-08-01'],
  ['P.C0001.ACO.ZC0Y24.D240801.T0102030', 'C0001 cclf0 2024 2024-08-01'],
  ['P.P000123.ACO.ZC5Y21.D210801.T0102030', 'P000123 cclf5 2021 2021-08-01'],
  ['P.P000123.ACO.ZC21.D210801.T0102030', 'P000123 zip 2021 2021-08-01'],
  ['P.P000123.ZCAY21.D210801.T0102030', 'P000123 cclfa 2021 2021-08-01'],
  ['T.BCD.A0001.ZC8Y18.D181120.T1000009', 'A0001 cclf8 2018 2018-11-20'],
  ['T.BCD.A0001.ZCY18.D181120.T1000000', 'A0001 zip 2018 2018-11-20'],
  ['T.A0001.ACO.ZC9Y18.D181120.T1000010', 'A0001 cclf9 2018 2018-11-20'],
  ['CCLF8/P.AcxR.ACO.ZC8Y24.D240801.T010203t', 'AcxR cclf8 2024 2024-08-01'],
])('%s is read', (name, read) => {
  expect(short(name)).toBe(read)
})

test.each([
  'T#EFT.ON.ACO.NGD1800.DPRF.D181120.T1000009',
  'T.A0001.ACO.ZC8Y18.D18NOV20.T1000009',
  'T.UNKNOWNACO.ACO.ZC0Y18.D181120.T1000010',
  'T.A0001.ACO.ZC0Y18.D181120.Z1000000',
  'P.A1234.ACO.ZC1Y25.D251315.T0102030',
  'P.PCPB.M2411.D181120.T1000000',
  'T.ACCESS.ACCES00001.Y25.D250630.T1000000',
  'eligibility.csv',
  'CCLF8/',
])('%s is not a CCLF name', (name) => {
  expect(cclfFileName(name)).toBeNull()
})

test('a name tells production from test, and the time of day', () => {
  expect(cclfFileName('T.BCD.A0001.ZC8Y18.D181120.T1000009')).toMatchObject({ test: true, created_time: '10:00:00.9' })
  expect(cclfFileName('P.AcxR.ACO.ZC8Y24.D240801.T010203t')).toMatchObject({ test: false, created_time: '01:02:03' })
})

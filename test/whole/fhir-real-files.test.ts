import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { raw, sql } from '../../src/lake/sql.ts'
import type { IngestReport } from '../../src/sources/ingest.ts'
import { OUTCOME_NAMES } from '../../src/sources/landing/submissions.ts'
import { regionWith } from '../sources/region-with.ts'

/**
 * Every public FHIR file, record for record, and the amounts of each file against a reading of the JSON in plain
 * JavaScript. It shares nothing with the product but the published names of amounts.
 */
const REAL = process.env.WHOLEPANEL_REAL_FILES
const BLUE_BUTTON = 'fhir-eob'
const BCDA = 'bcda/shared_files/synthetic_beneficiary_data'

if (!REAL) test.skip(`not tested, WHOLEPANEL_REAL_FILES is not set: ${BLUE_BUTTON}, ${BCDA}`, () => {})

type Resource = Record<string, unknown>
const list = (value: unknown): Resource[] => (Array.isArray(value) ? value : [])
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((found, name) => (found as Resource | undefined)?.[name], value)

/** The resources of a file; an entry or line that is no JSON counts as one and is empty. */
function resourcesIn(path: string): Resource[] {
  const bytes = readFileSync(path)
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8')
  try {
    const whole = JSON.parse(text)
    if (whole.resourceType !== 'Bundle') return [whole]
    return list(whole.entry).map((entry) => (entry.resource as Resource) ?? {})
  } catch {
    return text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => JSON.parse(line))
  }
}

const nameOf = (concept: unknown): string => {
  const codes = list(at(concept, 'coding')).map((coding) => String(coding.code ?? ''))
  return (codes.find((code) => code.includes('_')) ?? codes[0] ?? '').split('/').at(-1)?.toLowerCase() ?? ''
}
const cents = (value: unknown): number | null =>
  typeof value === 'number' ? Math.round(Number((value * 100).toFixed(4))) : null
const amountsOf = (adjudications: unknown): Map<string, number> => {
  const found = new Map<string, number>()
  for (const one of list(adjudications)) {
    const amount = cents(at(one, 'amount', 'value'))
    if (amount !== null && !found.has(nameOf(one.category))) found.set(nameOf(one.category), amount)
  }
  return found
}
const first = (amounts: Map<string, number>, ...names: string[]): number | null => {
  for (const name of names) if (amounts.has(name)) return amounts.get(name) ?? null
  return null
}
const paidOf = (amounts: Map<string, number>): number | null => {
  const whole = first(
    amounts,
    'line_nch_pmt_amt',
    'rev_cntr_pmt_amt_amt',
    'clm_line_cvrd_pd_amt',
    'cvrd_d_plan_pd_amt',
    'benefit',
  )
  const provider = first(
    amounts,
    'rev_cntr_prvdr_pmt_amt',
    'line_prvdr_pmt_amt',
    'clm_line_prvdr_pmt_amt',
    'paidtoprovider',
  )
  const patient = first(amounts, 'rev_cntr_bene_pmt_amt', 'line_bene_pmt_amt', 'clm_line_bene_pd_amt', 'paidtopatient')
  return whole ?? (provider === null && patient === null ? null : (provider ?? 0) + (patient ?? 0))
}
const typesOf = (eob: Resource) => list(at(eob, 'type', 'coding')).map((coding) => String(coding.code))
const isDrug = (eob: Resource) => typesOf(eob).some((code) => code === 'PDE' || code === 'pharmacy')
const isOfFacility = (eob: Resource) => {
  const types = typesOf(eob)
  if (types.some((code) => ['CARRIER', 'DME'].includes(code))) return false
  return types.some((code) => ['INPATIENT', 'OUTPATIENT', 'SNF', 'HHA', 'HOSPICE', 'institutional'].includes(code))
}

type Sums = { lines: number; fills: number; paid: number; allowed: number; diagnoses: number }
/** What a file says in all, in cents. A facility's payment counts where its lines do not add up to it. */
function sumsOf(resources: readonly Resource[]): Sums {
  const sums: Sums = { lines: 0, fills: 0, paid: 0, allowed: 0, diagnoses: 0 }
  for (const eob of resources.filter((one) => one.resourceType === 'ExplanationOfBenefit')) {
    const items = list(eob.item)
    const lines = items.map((item) => amountsOf(item.adjudication))
    sums[isDrug(eob) ? 'fills' : 'lines'] += Math.max(1, items.length)
    const paid = lines.map(paidOf)
    const sum = paid.reduce<number>((total, one) => total + (one ?? 0), 0)
    const payment = cents(at(eob, 'payment', 'amount', 'value'))
    const none = paid.every((one) => one === null)
    sums.paid += isOfFacility(eob) && payment !== null ? payment : none ? (payment ?? 0) : sum
    if (!isDrug(eob)) {
      const allowed = lines.map((one) => first(one, 'line_alowd_chrg_amt', 'clm_line_alowd_chrg_amt', 'eligible'))
      const stated = first(amountsOf(eob.total), 'clm_alowd_chrg_amt', 'eligible')
      sums.allowed += allowed.every((one) => one === null)
        ? (stated ?? 0)
        : allowed.reduce<number>((total, one) => total + (one ?? 0), 0)
      sums.diagnoses += diagnosesOf(eob)
    }
  }
  return sums
}

/** Different codes of the first one's revision that are more than a reason for admission or visit; 25 fit. */
function diagnosesOf(eob: Resource): number {
  const listed = list(eob.diagnosis).flatMap((one) => {
    const types = list(one.type).flatMap((type) => list(type.coding).map((coding) => String(coding.code)))
    const coding = list(at(one, 'diagnosisCodeableConcept', 'coding')).find(
      (c) => /icd-(10|9)/.test(String(c.system)) && c.code,
    )
    if (
      !coding ||
      (types.length > 0 && types.every((type) => /^(admitting|patientreasonforvisit|reason-for-visit)$/.test(type)))
    )
      return []
    const rank = types.includes('principal') ? 0 : types.some((type) => type.startsWith('external')) ? 2 : 1
    return [
      {
        rank,
        sequence: Number(one.sequence),
        code: String(coding.code),
        revision: /icd-9/.test(String(coding.system)) ? 9 : 10,
      },
    ]
  })
  listed.sort((a, b) => a.rank - b.rank || a.sequence - b.sequence)
  return new Set(listed.filter((one) => one.revision === listed[0]?.revision).map((one) => one.code)).size
}

describe.runIf(REAL)('public FHIR files', () => {
  let here: ReturnType<typeof regionWith>
  beforeEach(() => {
    here = regionWith()
  })
  afterEach(() => here.remove())

  const real = (folder: string): string[] =>
    existsSync(join(REAL ?? '', folder))
      ? readdirSync(join(REAL ?? '', folder))
          .filter((name) => !name.endsWith('.md'))
          .map((name) => join(REAL ?? '', folder, name))
      : []

  /** Each file's rows as they came, whether in force or not; what said the same as another file is not among them. */
  async function reconcile(report: IngestReport, paths: readonly string[]): Promise<number> {
    const sums = await here.lake((engine) =>
      engine.rows<{ file_id: string } & Sums>(sql`
        select file_id, sum(lines) as lines, sum(fills) as fills, cast(sum(paid) * 100 as bigint) as paid,
          cast(sum(allowed) * 100 as bigint) as allowed, sum(diagnoses) as diagnoses
        from (
          select file_id, count(*) as lines, 0 as fills, coalesce(sum(paid_amount), 0) as paid,
            coalesce(sum(allowed_amount), 0) as allowed,
            sum(case when place = 1 then ${raw(Array.from({ length: 25 }, (_, i) => `case when diagnosis_code_${i + 1} is null then 0 else 1 end`).join(' + '))} else 0 end) as diagnoses
          from (select *, row_number() over (partition by file_id, record_number order by claim_line_number) as place from medical_claim_history) m
          group by file_id
          union all
          select file_id, 0, count(*), coalesce(sum(paid_amount), 0), 0, 0 from pharmacy_claim_history group by file_id
        ) t group by file_id`),
    )
    let claims = 0
    for (const file of report.files) {
      const path = paths.find((one) => basename(one).replace(/\.gz$/, '') === file.file_name.replace(/\.gz$/, ''))
      const resources = resourcesIn(path ?? '')
      const { received, ...ends } = file
      expect([file.file_name, received]).toEqual([file.file_name, resources.length])
      expect(
        OUTCOME_NAMES.filter((name) => name !== 'received').reduce((sum, name) => sum + ends[name as 'accepted'], 0),
      ).toBe(received)
      if (file.duplicate > 0) continue
      const wanted = sumsOf(resources)
      claims += wanted.lines + wanted.fills
      const { file_id: _, ...got } = sums.find((one) => one.file_id === file.file_id) ?? {
        file_id: '',
        lines: 0,
        fills: 0,
        paid: 0,
        allowed: 0,
        diagnoses: 0,
      }
      expect({ file: file.file_name, ...numbers(got) }).toEqual({ file: file.file_name, ...wanted })
    }
    return claims
  }
  const numbers = (row: object) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]))

  test('every file of Blue Button, AB2D and BCDA comes in whole: records, lines, paid, allowed and diagnoses', async () => {
    const paths = [...real(BLUE_BUTTON).filter((path) => !path.includes('EOB-500')), ...real(BCDA)]
    const report = await here.ingest('medicare', paths, { line_of_business: 'medicare-ffs' })
    expect(report.files.every((file) => file.layout === 'fhir-r4' || file.layout === 'fhir-stu3')).toBe(true)
    expect(await reconcile(report, paths)).toBeGreaterThan(300)
    // A claim that is not decided, its answer, and a server's statement of what it can do: not claims.
    const quarantined = report.files.filter((file) => file.quarantined > 0).map((file) => file.file_name)
    expect(quarantined).toEqual(['Claim', 'ClaimResponse', 'meta.json'])
    const again = await here.ingest('medicare', paths, { line_of_business: 'medicare-ffs' })
    expect(again.status).toBe('duplicate')
  })

  test('500 claims, compressed, come in whole, and 200 of them that come again in another file are duplicates', async () => {
    const [big = ''] = real(BLUE_BUTTON).filter((path) => path.includes('EOB-500'))
    const [some = ''] = real(BLUE_BUTTON).filter((path) => path.includes('sample_eob_200'))
    const report = await here.ingest('medicare', [big], { line_of_business: 'medicare-ffs' })
    expect(await reconcile(report, [big])).toBe(500)
    const again = await here.ingest('medicare', [some], { line_of_business: 'medicare-ffs' })
    expect(again.files.map((file) => [file.received, file.duplicate])).toEqual([[200, 200]])
  })
})

import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Engine } from '../../src/lake/engine.ts'
import { literal, sql, join as sqlJoin } from '../../src/lake/sql.ts'
import { COMMON_DATA_MODEL } from '../../src/lake/tables/index.ts'
import { smallRegion } from '../golden/small-region.ts'
import { complete, type Row, type Rows, relationOf } from './small-lake.ts'

/** What may come to a region, as a name for tests to draw from. */
export const DELIVERIES = [
  'new-month',
  'late-claim-of-the-baseline',
  'correction-of-claims',
  'cancellation',
  'coverage-change',
  'death',
  'joins-another-payer',
  'split',
  'number-replaced',
  'directory-change',
  'directory-again',
  'attestation',
  'lab-results',
  'stay',
  'opt-out',
  'sensitive-claim',
  'sensitive-line-of-a-claim',
  'permission',
  'denial-of-a-set',
  'self-funded',
  'gone',
  'again',
] as const
export type Delivery = (typeof DELIVERIES)[number]

type Sent = Row & { file_id: string; record_number: number }
type Draw = (below: number) => number

/** A region's lake that deliveries come to, one submission each. */
export class Deliveries {
  readonly #lake: string
  readonly #draw: Draw
  readonly #sent = new Map<string, { folder: string; rows: Rows; gone: Sent[] }>()
  readonly #seed: number
  #number = 0
  #aside: string[] = []

  constructor(lake: string, seed: number) {
    this.#lake = lake
    this.#draw = drawFrom(seed)
    this.#seed = seed
  }

  async start(people: number): Promise<void> {
    const rows = smallRegion(this.#draw(1_000_000), people)
    const payers = [...new Set((rows.eligibility ?? []).map((row) => String(row.payer)))]
    for (const payer of payers)
      await this.#send(
        payer,
        among(rows, (row) => row.payer === payer),
      )
    await this.#send('convener', {
      organization: rows.organization ?? [],
      practice: rows.practice ?? [],
      affiliation: rows.affiliation ?? [],
    })
  }

  /** Whether anything came: some deliveries need what is not there yet. */
  async come(delivery: Delivery): Promise<void> {
    const member = this.#pick(this.#inForce('eligibility'))
    if (!member) return
    const of = { payer: member.payer ?? null, member_id: member.member_id ?? null }
    const line = { ...of, line_of_business: member.line_of_business ?? null }
    const payer = String(member.payer)
    const claims = this.#inForce('medical_claim').filter((row) => row.payer === payer)
    const some = claims.filter(() => this.#draw(4) === 0)
    switch (delivery) {
      case 'new-month':
        return this.#send(payer, { medical_claim: this.#claims(payer, '2025-12'), pharmacy_claim: this.#drugs(line) })
      case 'late-claim-of-the-baseline':
        return this.#send(payer, { medical_claim: this.#claims(payer, '2024-03').slice(0, 2) })
      case 'correction-of-claims':
        return this.#send(payer, { medical_claim: some.map((row) => ({ ...row, allowed_amount: '4075.00' })) }, some)
      case 'cancellation':
        return this.#send(payer, {}, some.slice(0, 2))
      case 'coverage-change':
        return this.#send(payer, { eligibility: [{ ...member, enrollment_end_date: '2024-08-31' }] }, [member])
      case 'death':
        return this.#send(payer, { eligibility: [{ ...member, death_date: '2025-05-05' }] }, [member])
      case 'joins-another-payer': {
        const other = this.#pick(this.#inForce('eligibility').filter((row) => row.payer !== payer))
        const born = other ? { ...member, payer: other.payer ?? null } : null
        if (!other || !born) return
        const row = { ...born, line_of_business: other.line_of_business ?? null, member_id: `new-${this.#number}` }
        return this.#send(String(other.payer), { eligibility: [row] })
      }
      case 'split': {
        const all = this.#inForce('eligibility').filter((row) => row.payer === payer && row.member_id === of.member_id)
        const elsewhere = { birth_date: '1971-07-07', address: '9 Other Rd', zip_code: '04999' }
        return this.#send(payer, { eligibility: all.map((row) => ({ ...row, ...elsewhere })) }, all)
      }
      case 'number-replaced': {
        const earlier = { ...line, previous_member_id: of.member_id, current_member_id: `next-${this.#number}` }
        const { member_id: _, ...crosswalk } = earlier
        return this.#send(payer, {
          member_crosswalk: [crosswalk],
          eligibility: [{ ...member, member_id: `next-${this.#number}`, enrollment_start_date: '2025-09-01' }],
        })
      }
      case 'directory-change': {
        const one = this.#pick(this.#inForce('affiliation'))
        if (!one) return
        const practice_id = ['elm', 'oak', 'ash'][this.#draw(3)] ?? 'elm'
        return this.#send('convener', { affiliation: [{ ...one, practice_id }] }, [one])
      }
      case 'directory-again': {
        const all = this.#inForce('practice')
        return this.#send('convener', { practice: all }, all)
      }
      case 'attestation': {
        const practice_id = ['elm', 'oak', 'ash'][this.#draw(3)] ?? 'elm'
        return this.#send(payer, { attestation: [{ ...line, practice_id, attested_on: '2025-11-11' }] })
      }
      case 'lab-results': {
        const lab_result_id = `l${this.#number}`
        const result = { source_code_type: 'loinc', source_code: '4548-4', result_value: 7.1, source_units: '%' }
        return this.#send(payer, {
          lab_result: [{ ...line, ...result, lab_result_id, collection_date: '2025-06-06' }],
          medical_claim: this.#claims(payer, '2025-02').map((row) => ({ ...row, diagnosis_code_1: 'E119' })),
        })
      }
      case 'stay': {
        const days = { admission_date: '2025-04-01', discharge_date: '2025-04-05', discharge_disposition_code: '01' }
        const kind = { claim_type: 'institutional', bill_type_code: '111', claim_start_date: '2025-04-01' }
        return this.#send(payer, {
          medical_claim: [{ ...line, ...days, ...kind, claim_id: `stay-${this.#number}`, paid_amount: '900.00' }],
        })
      }
      case 'opt-out':
        return this.#send(payer, {
          consent: [{ ...line, category: 'all', decision: 'deny', effective_date: '2025-01-01' }],
        })
      case 'sensitive-claim':
        return this.#send(payer, {
          medical_claim: this.#claims(payer, '2025-05').map((row, i) => ({
            ...row,
            diagnosis_code_2: i % 2 === 0 ? 'F1120' : 'F330',
          })),
          lab_result: [
            { ...line, lab_result_id: `s${this.#number}`, source_code_type: 'loinc', source_code: '4548-4' },
          ],
        })
      case 'sensitive-line-of-a-claim': {
        const one = this.#pick(claims)
        if (!one) return
        return this.#send(payer, { medical_claim: [{ ...one, claim_line_number: 90, diagnosis_code_3: 'F1010' }] })
      }
      case 'permission':
      case 'denial-of-a-set': {
        const permits = delivery === 'permission'
        const code = permits ? /^F1/ : /^F3/
        const coded = (row: Row) => [2, 3].some((n) => code.test(String(row[`diagnosis_code_${n}`] ?? '')))
        const asked = this.#pick(claims.filter(coded))?.member_id ?? of.member_id
        const category = permits ? 'part-2-substance-use' : 'mental-health'
        const said = { ...line, member_id: asked, category, decision: permits ? 'permit' : 'deny' }
        return this.#send(payer, { consent: [{ ...said, effective_date: '2025-01-01' }] })
      }
      case 'self-funded': {
        const covered = { ...member, line_of_business: 'self-funded', group_id: 'mill', plan: 'own' }
        return this.#send(payer, { eligibility: [{ ...covered, enrollment_start_date: '2025-02-01' }] })
      }
      case 'gone': {
        const some = [...this.#sent.keys()].filter((id) => !id.startsWith('convener') && !this.#aside.includes(id))
        const one = this.#draw(2) === 0 ? some.at(-1) : some[this.#draw(some.length)]
        const sent = one && some.length > 2 ? this.#sent.get(one) : undefined
        if (!one || !sent) return
        rmSync(sent.folder, { recursive: true })
        this.#aside.push(one)
        return
      }
      case 'again': {
        const one = this.#aside.pop()
        const sent = one && this.#sent.get(one)
        if (sent) await write(sent.folder, sent.rows, sent.gone)
      }
    }
  }

  #claims(payer: string, month: string): Row[] {
    return (
      among(smallRegion(this.#draw(1_000_000), 8), (row) => row.payer === payer).medical_claim?.map((row, i) => ({
        ...row,
        claim_id: `${this.#number}-${row.claim_id}`,
        claim_start_date: `${month}-${String(1 + (i % 28)).padStart(2, '0')}`,
      })) ?? []
    )
  }

  #drugs(line: Row): Row[] {
    return [{ ...line, claim_id: `rx-${this.#number}`, dispensing_date: '2025-12-03', paid_amount: '12.50' }]
  }

  #inForce(table: string): Sent[] {
    const here = [...this.#sent].filter(([id]) => !this.#aside.includes(id)).map(([, sent]) => sent)
    const gone = new Set(here.flatMap((sent) => sent.gone.map((row) => `${row.file_id} ${row.record_number}`)))
    return here
      .flatMap((sent) => (sent.rows[table] ?? []) as Sent[])
      .filter((row) => !gone.has(`${row.file_id} ${row.record_number}`))
  }

  #pick(rows: readonly Sent[]): Sent | undefined {
    return rows[this.#draw(rows.length)]
  }

  async #send(sender: string, rows: Rows, gone: Sent[] = []): Promise<void> {
    this.#number += 1
    const submission_id = `${sender}-${this.#seed}-${String(this.#number).padStart(3, '0')}`
    const sent: Rows = {}
    for (const [name, all] of Object.entries(rows))
      sent[name] = (all ?? []).map((row, i) => {
        const lineage = { submission_id, file_id: `${submission_id}/${name}`, record_number: i + 1 }
        return { ...row, ...lineage }
      })
    const folder = join(this.#lake, sender, submission_id)
    this.#sent.set(submission_id, { folder, rows: sent, gone })
    await write(folder, sent, gone)
  }
}

async function write(folder: string, rows: Rows, gone: readonly Sent[]): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const engine = await Engine.open()
  for (const table of COMMON_DATA_MODEL) {
    const held = complete(table, rows[table.name])
    if (held.length > 0) await engine.writeParquet(relationOf(table, held), join(folder, `${table.name}.parquet`))
  }
  if (gone.length > 0) {
    const listed = gone.map((row) => sql`(${literal(row.file_id)}, ${literal(String(row.record_number))})`)
    await engine.writeParquet(
      sql`select file_id, cast(record_number as bigint) as record_number, '' as by_file_id, 0 as by_record_number,
        'test' as rule from (values ${sqlJoin(listed)}) g (file_id, record_number)`,
      join(folder, 'superseded.parquet'),
    )
  }
  engine.close()
}

const among = (rows: Rows, keep: (row: Row) => boolean): Rows =>
  Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, (all ?? []).filter(keep)]))

/** Mulberry32: whole numbers below a bound, the same for the same seed. */
function drawFrom(seed: number): Draw {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return below > 0 ? ((mixed ^ (mixed >>> 14)) >>> 0) % below : 0
  }
}

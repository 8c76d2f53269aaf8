import { Decimal } from 'decimal.js'
import type { ExplainContext } from '../../src/explain/context.ts'
import { explain } from '../../src/explain/explain.ts'
import type { Explained, Term } from '../../src/explain/explained.ts'
import { type Fields, plain, type Received } from './received.ts'

type Value = Decimal | string | null
const D = (value: Decimal.Value) => new Decimal(value)
const cents = (value: Decimal) => value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
const sum = (values: readonly Decimal[]) => values.reduce((all, one) => all.plus(one), D(0))

/**
 * Works a number out again from the received records alone, with the parameters that its explanation cites. The
 * arithmetic here is the tests' own; from the product it takes only which terms make up which number.
 */
export class Recompute {
  readonly #context: ExplainContext
  readonly #files: Map<string, Received>
  readonly #known = new Map<string, Promise<Value>>()
  readonly #revenueLines = new Map<string, { number: number; record: number; paid: Decimal | null }[]>()

  constructor(context: ExplainContext, files: Map<string, Received>) {
    this.#context = context
    this.#files = files
    for (const file of files.values()) if (file.layout_file === 'cclf2') this.#index(file)
  }

  explain(id: string): Promise<Explained> {
    return explain(this.#context, id)
  }

  value(id: string): Promise<Value> {
    const known = this.#known.get(id)
    if (known) return known
    const worked = this.explain(id).then((found) => this.#work(id.split(':')[0] ?? '', found))
    this.#known.set(id, worked)
    return worked
  }

  async #number(id: string | null): Promise<Decimal> {
    const value = id === null ? null : await this.value(id)
    if (value === null || typeof value === 'string') throw new Error(`no number for ${id}`)
    return value
  }

  async #work(kind: string, found: Explained): Promise<Value> {
    switch (kind) {
      case 'person_line':
        return this.#spend(found)
      case 'member_month':
        return this.#month(found)
      case 'person_cost.spend_usd':
        return sum(
          await Promise.all(
            found.terms.map(async (t) => ((await this.value(t.explain_id ?? '')) as Decimal | null) ?? D(0)),
          ),
        )
      case 'person_cost.member_months':
      case 'practice_cost.member_months':
        return sum(await this.#all(found.terms))
      case 'spending.member_months':
      case 'practice_month':
      case 'payer_support.member_months':
      case 'cost_month':
      case 'market_share':
        return sum(await this.#all(found.terms.filter((t) => t.explain_id !== null)))
      case 'category_spend':
        return sum(
          await Promise.all(
            found.terms
              .filter((t) => t.explain_id !== null)
              .map(async (t) => ((await this.value(t.explain_id ?? '')) as Decimal | null) ?? D(0)),
          ),
        )
      case 'category_cost': {
        const cells = await this.#all(found.terms.filter(({ name }) => name === 'cell'))
        return cents(sum(cells).div(await this.#number(term(found, 'member_months').explain_id)))
      }
      case 'effect_attribution': {
        if (found.value === null) return null
        const apart = found.terms.filter(({ name }) => name === 'placed_one').length
        const people = D(term(found, 'people').value ?? 0)
        return people.minus(apart).div(people).toDecimalPlaces(9, Decimal.ROUND_HALF_UP)
      }
      case 'effect_measure': {
        if (found.value === null) return null
        const counted = D(term(found, 'counted').value ?? 0)
        const apart = found.terms.filter(({ name }) => name === 'status_one').length
        return counted.minus(apart).div(counted).toDecimalPlaces(9, Decimal.ROUND_HALF_UP)
      }
      case 'effect_rank_practice': {
        const own = await this.#number(term(found, 'cost').explain_id)
        const others = await this.#all(found.terms.filter(({ name }) => name === 'cost_other'))
        return D(1 + others.filter((cost) => cost.lt(own)).length)
      }
      case 'extent_practice': {
        const months = sum(await this.#all(found.terms.filter(({ name }) => name === 'month')))
        if (!months.eq(term(found, 'member_months').value ?? 'NaN')) throw new Error(`other months of ${found.id}`)
        return found.value
      }
      case 'cost_outlier':
        return this.#number(term(found, 'spend_usd').explain_id)
      case 'payer_support.support_usd':
        return found.value === null ? null : sum(found.terms.map(({ value }) => D(value ?? 0)))
      case 'payer_support':
        return found.value === null
          ? null
          : cents(
              (await this.#number(term(found, 'support_usd').explain_id)).div(
                await this.#number(term(found, 'member_months').explain_id),
              ),
            )
      case 'coverage_finding':
      case 'directory_finding':
      case 'member_state':
        if (this.#sent(found).length !== 1) throw new Error(`no record for ${found.id}`)
        return found.value
      case 'person_cost': {
        const [spend, cap] = [term(found, 'spend_usd'), term(found, 'cap_usd')]
        return Decimal.min(await this.#number(spend.explain_id), await this.#number(cap.explain_id))
      }
      case 'truncation_point':
        return this.#number(term(found, 'spend_usd').explain_id)
      case 'practice_cost.truncated_usd':
      case 'practice_cost.spend_usd':
        return sum(await this.#all(found.terms))
      case 'practice_cost':
        return cents(
          (await this.#number(term(found, 'truncated_usd').explain_id)).div(
            await this.#number(term(found, 'member_months').explain_id),
          ),
        )
      case 'encounter':
        return this.#lines(found)
      case 'event_share':
        return this.#share(found)
      case 'event_share.event_allowed_usd':
      case 'event_share.allowed_usd':
      case 'rule_attribution.allowed_usd':
        return found.value === null ? null : this.#lines(found)
      case 'rule_attribution':
        return this.#compared(found)
      case 'event_share.visits':
      case 'rule_attribution.visits':
      case 'attribution_candidate':
        return this.#visits(found)
      case 'attribution':
        return this.#practice(found)
      case 'measure_status':
        return this.#status(found)
      case 'measure_rate':
        return this.#rate(found)
      case 'payment_fact':
        return this.#fact(found)
      case 'statement_line':
        return this.#line(found)
      case 'statement':
        return found.value === null ? null : sum(await this.#all(found.terms))
      case 'person_member':
        return found.value
      default:
        throw new Error(`no recomputation for ${kind}`)
    }
  }

  #all(terms: readonly Term[]): Promise<Decimal[]> {
    return Promise.all(terms.map((t) => this.#number(t.explain_id)))
  }

  #sent(found: Explained): { file: Received; record: number; fields: Fields }[] {
    return found.records.map(({ file_id, record_number }) => {
      const file = this.#files.get(file_id)
      const fields = file?.records.get(record_number)
      if (!file || !fields) throw new Error(`record ${record_number} of ${file_id} was not received`)
      return { file, record: record_number, fields: plain(file, fields, found.id.split(':')[3]) }
    })
  }

  /** What the sender wrote: allowed, else paid; cancellations take back. */
  #spend(found: Explained): Decimal | null {
    const sent = this.#sent(found)
    const [line] = sent
    if (!line) throw new Error('a claim line without a record')
    const { file, fields, record } = line
    if (!file.layout.startsWith('cclf')) return amount(fields.allowed_amount) ?? amount(fields.paid_amount)
    const sign = fields.CLM_ADJSMT_TYPE_CD === '1' ? -1 : 1
    if (file.layout_file === 'cclf5' || file.layout_file === 'cclf6')
      return signed(sign, amount(fields.CLM_LINE_ALOWD_CHRG_AMT) ?? amount(fields.CLM_LINE_CVRD_PD_AMT))
    if (file.layout_file === 'cclf7') return null
    const header = file.layout_file === 'cclf1' ? line : sent.find((one) => one.file.layout_file === 'cclf1')
    if (!header) return null
    const paid = amount(header.fields.CLM_PMT_AMT) ?? D(0)
    const of = header.fields.CLM_ADJSMT_TYPE_CD === '1' ? -1 : 1
    if (file.layout_file === 'cclf1') return signed(of, paid.plus(memberShare(sent)))
    const lines = this.#revenueLines.get(`${file.file_id} ${fields.CUR_CLM_UNIQ_ID}`) ?? []
    const adds = lines.every((one) => one.paid !== null) && sum(lines.map((one) => one.paid ?? D(0))).eq(paid)
    const first = lines.toSorted((a, b) => a.number - b.number)[0]
    const isFirst = first?.record === record
    const own = adds ? amount(fields.CLM_LINE_CVRD_PD_AMT) : isFirst ? paid : D(0)
    return signed(of, own?.plus(isFirst ? memberShare(sent) : 0) ?? null)
  }

  #index(file: Received): void {
    for (const [record, fields] of file.records) {
      if (!fields.CUR_CLM_UNIQ_ID) continue
      const key = `${file.file_id} ${fields.CUR_CLM_UNIQ_ID}`
      const lines = this.#revenueLines.get(key) ?? []
      lines.push({ number: Number(fields.CLM_LINE_NUM), record, paid: amount(fields.CLM_LINE_CVRD_PD_AMT) })
      this.#revenueLines.set(key, lines)
    }
  }

  /** One month, where the span that was sent covers its first day. */
  #month(found: Explained): Decimal {
    const day = String(term(found, 'month_start').value)
    const [span] = this.#sent(found)
    const from =
      span?.fields.enrollment_start_date ??
      laterOf(span?.fields.BENE_PART_A_ENRLMT_BGN_DT, span?.fields.BENE_PART_B_ENRLMT_BGN_DT)
    const to = span?.fields.enrollment_end_date ?? span?.fields.BENE_DEATH_DT ?? '9999-12-31'
    return D(from !== undefined && iso(from) <= day && iso(to) >= day ? 1 : 0)
  }

  /** The number of different days among the visits' records. */
  async #visits(found: Explained): Promise<Decimal> {
    const visits = await Promise.all(
      found.terms.filter((t) => t.name === 'visit').map((t) => this.explain(t.explain_id ?? '')),
    )
    const days = visits.map((visit) => serviceDay(this.#sent(visit)[0]?.fields ?? {}))
    return D(new Set(days).size)
  }

  /** The sum of the claim lines shown; one without an amount adds nothing. */
  async #lines({ terms }: Explained): Promise<Decimal> {
    const lines = terms.filter((t) => t.explain_id?.startsWith('person_line:'))
    return sum(
      await Promise.all(lines.map(async (t) => ((await this.value(t.explain_id ?? '')) as Decimal | null) ?? D(0))),
    )
  }

  /** The practice, where the visits and amounts by which practices were compared come out of the records as they are shown. */
  async #compared(found: Explained): Promise<string | null> {
    for (const { explain_id, value } of found.terms) {
      if (!explain_id?.startsWith('rule_attribution.')) continue
      const again = await this.value(explain_id)
      if (again === null ? value !== null : !(again as Decimal).eq(value ?? 'NaN')) return `${explain_id} is ${again}`
    }
    return found.value
  }

  /**
   * By the demonstration's rule: the share of the role by the visits of those who have it, each of whom told Medicare so, in
   * billionths of rounded sums so far, the most visits first.
   */
  async #share(found: Explained): Promise<Decimal | string> {
    const [, rule, person, start, role, held_by = ''] = found.id.split(':')
    const share = D(term(found, 'role_share').value ?? 'NaN')
    if (held_by === 'nobody') return share
    const place = found.steps.findIndex(({ component }) => component === role)
    const holders = await Promise.all(
      (found.steps[place]?.value ?? '').split(', ').map(async (key) => {
        const visits = await this.explain(`event_share.visits:${rule}:${person}:${start}:${role}:${key}`)
        const lines = await Promise.all(visits.terms.map((t) => this.explain(t.explain_id ?? '')))
        const told = lines.map((line) => this.#sent(line)[0]?.fields.HCPCS_1_MDFR_CD)
        return { key, visits: await this.#visits(visits), isTold: told.includes(`X${place + 1}`) }
      }),
    )
    const silent = holders.find(({ isTold }) => !isTold)
    if (silent) return `${silent.key} has not told Medicare of being ${role}`
    holders.sort((a, b) => b.visits.cmp(a.visits) || (a.key < b.key ? -1 : 1))
    const all = sum(holders.map(({ visits }) => visits))
    const until = (n: number) =>
      share
        .times(sum(holders.slice(0, n).map(({ visits }) => visits)))
        .div(all)
        .toDecimalPlaces(9, Decimal.ROUND_HALF_UP)
    const n = holders.findIndex(({ key }) => key === held_by)
    return until(n + 1).minus(until(n))
  }

  /** The practice that was stated, else the one with the most visits. */
  async #practice(found: Explained): Promise<string | null> {
    if (found.reason === 'attested') return this.#sent(found)[0]?.fields.practice_id ?? null
    const seen = await Promise.all(
      found.terms.map(async (t) => ({ id: t.explain_id ?? '', visits: await this.#number(t.explain_id) })),
    )
    const [first] = seen
    if (!first) return null
    if (seen.some((one) => one.visits.gt(first.visits))) return 'another practice has more visits'
    return decodeURIComponent(first.id.split(':').at(-1) ?? '')
  }

  #status(found: Explained): string | null {
    if (found.value !== 'met') return found.value
    const measure = found.id.split(':')[2]
    const fields = this.#sent(found).at(-1)?.fields ?? {}
    if (measure === 'hba1c-control')
      return fields.source_code === '4548-4' && D(fields.result_value ?? fields.result ?? 99).lte(9) ? 'met' : 'gap'
    if (measure === 'colorectal-cancer-screening')
      return /^G0(104|105|121|328)$/.test(fields.hcpcs_code ?? fields.CLM_LINE_HCPCS_CD ?? '') ? 'met' : 'gap'
    const stay = this.#sent(found)[0]?.fields ?? {}
    const left = iso(stay.discharge_date ?? stay.CLM_THRU_DT ?? stay.claim_end_date ?? '')
    const days = (Date.parse(serviceDay(fields)) - Date.parse(left)) / 86_400_000
    return days >= 1 && days <= 7 ? 'met' : 'gap'
  }

  async #rate(found: Explained): Promise<Decimal | null> {
    const statuses = await Promise.all(
      found.terms.filter((t) => t.name === 'status').map((t) => this.value(t.explain_id ?? '')),
    )
    const met = statuses.filter((s) => s === 'met').length
    const counted = statuses.filter((s) => s === 'met' || s === 'gap').length
    return counted === 0 ? null : D(met).div(counted).toDecimalPlaces(9, Decimal.ROUND_HALF_UP)
  }

  async #fact(found: Explained): Promise<Value> {
    const [first] = found.terms
    if (first?.explain_id?.startsWith('measure_rate:')) return this.value(first.explain_id)
    const fact = found.id.split(':').at(-1)
    if (fact === 'direct_services_paid_usd')
      return sum(
        await Promise.all(
          found.terms.map(async (t) => paidOf(this.#sent(await this.explain(t.explain_id ?? ''))[0]?.fields ?? {})),
        ),
      )
    if (fact === 'lines_without_amount') return D(found.terms.length)
    return found.terms.length === 0 ? (found.value === null ? null : D(0)) : sum(await this.#all(found.terms))
  }

  /** The contract's formulas, written again. */
  async #line(found: Explained): Promise<Decimal | null> {
    if (found.value === null) return null
    const of = async (name: string): Promise<Decimal> => {
      const one = term(found, name)
      return one.explain_id === null ? D(one.value ?? 'NaN') : this.#number(one.explain_id)
    }
    const component = found.id.split(':').at(-1)
    if (component === 'population-health')
      return cents(
        (await of('base_pmpm'))
          .times(await of('population_health_share'))
          .times(await of('social_risk_factor'))
          .times(await of('member_months')),
      )
    if (component === 'incentive')
      return cents(
        (await of('base_pmpm'))
          .times(await of('incentive_share'))
          .times(await of('member_months'))
          .times(await this.#score(found)),
      )
    const prospective = found.terms.find((t) => t.name === 'direct_services_pmpm')
    return cents(
      prospective
        ? D(prospective.value ?? 'NaN').times(await of('member_months'))
        : await of('direct_services_paid_usd'),
    )
  }

  async #score(found: Explained): Promise<Decimal> {
    const step = D(term(found, 'rate_step').value ?? 'NaN')
    const measures = found.terms.filter((t) => t.name.startsWith('target/')).map((t) => t.name.slice('target/'.length))
    let [points, weights] = [D(0), D(0)]
    for (const measure of measures) {
      const parameter = (name: string) => D(term(found, `${name}/${measure}`).value ?? 'NaN')
      const rounded = async (name: string) => {
        const id = found.terms.find((t) => t.name === `${name}/${measure}`)?.explain_id
        const value = id ? await this.value(id) : null
        return value instanceof Decimal ? value.div(step).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).times(step) : null
      }
      const [rate, before] = [await rounded('rate'), await rounded('baseline_rate')]
      if (rate === null) continue
      const [target, floor, weight] = [parameter('target'), parameter('floor'), parameter('weight')]
      const way = (from: Decimal) => Decimal.max(0, Decimal.min(1, rate.minus(from).div(target.minus(from))))
      const improved = before?.lt(target) ? way(before) : D(0)
      points = points.plus(weight.times(Decimal.max(way(floor), improved)))
      weights = weights.plus(weight)
    }
    return points.div(weights)
  }
}

function term(found: Explained, name: string): Term {
  const one = found.terms.find((t) => t.name === name)
  if (!one) throw new Error(`${found.id} has no term ${name}`)
  return one
}

/** The member's share stands with the first line, where the feed gives both parts of it. */
function memberShare(sent: readonly { file: Received; fields: Fields }[]): Decimal {
  const share = sent.find((one) => one.file.layout_file === 'cclfa')?.fields
  const coinsurance = amount(share?.CLM_MDCR_COINSRNC_AMT)
  const deductible = amount(share?.CLM_MDCR_DDCTBL_AMT) ?? amount(share?.CLM_MDCR_IP_BENE_DDCTBL_AMT)
  return coinsurance && deductible ? coinsurance.plus(deductible) : D(0)
}

const paidOf = (fields: Fields): Decimal => amount(fields.paid_amount ?? fields.CLM_LINE_CVRD_PD_AMT) ?? D(0)
const signed = (sign: number, value: Decimal | null): Decimal | null => value?.times(sign) ?? null
const iso = (day: string): string =>
  /^\d{8}$/.test(day) ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : day.slice(0, 10)
const laterOf = (a?: string, b?: string): string | undefined =>
  [a, b]
    .filter((x) => x !== undefined && x !== '1000-01-01')
    .sort()
    .at(-1)

function serviceDay(fields: Fields): string {
  return iso(
    fields.claim_line_start_date ?? fields.claim_start_date ?? fields.CLM_LINE_FROM_DT ?? fields.CLM_FROM_DT ?? '',
  )
}

/** An amount as senders write it: 1,234.50, $12, (3.00). */
function amount(text: string | undefined): Decimal | null {
  if (text === undefined) return null
  const bare = text.replaceAll(/[$,()]/g, '')
  return D(bare).times(text.includes('(') ? -1 : 1)
}

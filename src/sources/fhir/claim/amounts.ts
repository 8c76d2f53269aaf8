import { concatenated, eachAs, elementsWhere, firstWhere, joinedLists, valueNamed } from '../../../lake/dialect.ts'
import { join, raw, type Sql, sql } from '../../../lake/sql.ts'
import type { FhirVersion } from '../read/version.ts'
import { amountOf, isCoded, lastPart, nameOf } from '../words.ts'

/**
 * Which amount is which. A payer names an adjudication by one code of HL7's or CARIN's lists; Blue Button beside it by
 * the CMS variable, several of which share one general code. So the variable decides where there is one, and a general
 * code only where it stands alone. In each list the first that the line has is taken.
 *
 * HL7 adjudication (terminology.hl7.org/CodeSystem/adjudication), C4BBAdjudication (hl7.org/fhir/us/carin-bb), CMS
 * variables (bluebutton.cms.gov/resources/variables, ResDAC).
 */
const LINE = {
  paid: ['line_nch_pmt_amt', 'rev_cntr_pmt_amt_amt', 'clm_line_cvrd_pd_amt', 'cvrd_d_plan_pd_amt', 'benefit'],
  toProvider: ['rev_cntr_prvdr_pmt_amt', 'line_prvdr_pmt_amt', 'clm_line_prvdr_pmt_amt', 'paidtoprovider'],
  toPatient: ['rev_cntr_bene_pmt_amt', 'line_bene_pmt_amt', 'clm_line_bene_pd_amt', 'paidtopatient'],
  allowed: ['line_alowd_chrg_amt', 'clm_line_alowd_chrg_amt', 'eligible'],
  drugCost: ['tot_rx_cst_amt', 'drugcost'],
  charge: ['line_sbmtd_chrg_amt', 'rev_cntr_tot_chrg_amt', 'clm_line_sbmt_chrg_amt', 'submitted'],
  coinsurance: ['line_coinsrnc_amt', 'rev_cntr_coinsrnc_wge_adjstd_c', 'clm_line_mdcr_coinsrnc_amt', 'coinsurance'],
  copayment: ['copay'],
  fromPatient: ['ptnt_pay_amt', 'clm_line_bene_pmt_amt', 'paidbypatient'],
  deductible: ['line_bene_ptb_ddctbl_amt', 'rev_cntr_cash_ddctbl_amt', 'clm_line_mdcr_ddctbl_amt', 'deductible'],
} as const

/** The same of the claim as a whole. */
const CLAIM = {
  paid: ['benefit'],
  toProvider: ['clm_prvdr_pmt_amt', 'nch_clm_prvdr_pmt_amt', 'clm_op_prvdr_pmt_amt', 'paidtoprovider'],
  toPatient: ['clm_mdcr_instnl_bene_pd_amt', 'nch_clm_bene_pmt_amt', 'clm_op_bene_pmt_amt', 'paidtopatient'],
  allowed: ['clm_alowd_chrg_amt', 'nch_carr_clm_alowd_amt', 'eligible'],
  charge: ['clm_sbmt_chrg_amt', 'clm_tot_chrg_amt', 'nch_carr_clm_sbmtd_chrg_amt', 'submitted'],
  coinsurance: ['clm_mdcr_coinsrnc_amt', 'nch_bene_pta_coinsrnc_lblty_amt', 'nch_bene_ptb_coinsrnc_amt', 'coinsurance'],
  copayment: ['copay'],
  deductible: [
    'clm_mdcr_ddctbl_amt',
    'nch_bene_ip_ddctbl_amt',
    'nch_bene_ptb_ddctbl_amt',
    'carr_clm_cash_ddctbl_apld_amt',
    'deductible',
  ],
} as const

/** Adjudications or totals as names and amounts side by side: what is no amount is left out. */
export const named = (list: Sql): { names: Sql; values: Sql } => {
  const stated = elementsWhere(list, 'a', raw('a.amount.value is not null'))
  return {
    names: eachAs(stated, 'a', nameOf(raw('a.category'))),
    values: eachAs(stated, 'a', amountOf(raw('a.amount.value'))),
  }
}

/** The named amounts of the claim as a whole, from wherever the release puts them. */
export function ofClaim(version: FhirVersion): { names: Sql; values: Sql } {
  const money = elementsWhere(raw('e.extension'), 'a', raw('a.valueMoney.value is not null'))
  const balances = elementsWhere(
    joinedLists(eachAs(raw('e.benefitBalance'), 'b', raw('b.financial'))),
    'a',
    raw('a.usedMoney.value is not null'),
  )
  const parts =
    version === 'r4'
      ? [named(raw('e.total')), named(raw('e.adjudication'))]
      : [{ names: raw("['submitted']"), values: sql`[${amountOf(raw('e.totalCost.value'))}]` }]
  return {
    names: concatenated([
      ...parts.map(({ names }) => names),
      eachAs(balances, 'a', nameOf(raw('a.type'))),
      eachAs(money, 'a', lastPart(raw('a.url'))),
    ]),
    values: concatenated([
      ...parts.map(({ values }) => values),
      eachAs(balances, 'a', amountOf(raw('a.usedMoney.value'))),
      eachAs(money, 'a', amountOf(raw('a.valueMoney.value'))),
    ]),
  }
}

/** A list of names beside a list of values. */
type Beside = { names: Sql; values: Sql }

const pick = ({ names, values }: Beside, wanted: readonly string[]): Sql =>
  sql`coalesce(${join(wanted.map((name) => valueNamed(names, values, name)))}, null)`

type Names = { paid: readonly string[]; toProvider: readonly string[]; toPatient: readonly string[] }

/** What the payer paid: as one amount, else what went to the provider and to the patient together. */
function paidOf(amounts: Beside, names: Names): Sql {
  const [provider, patient] = [pick(amounts, names.toProvider), pick(amounts, names.toPatient)]
  return sql`coalesce(${pick(amounts, names.paid)},
    case when ${provider} is not null or ${patient} is not null then coalesce(${provider}, 0) + coalesce(${patient}, 0) end)`
}

/** The amounts of a line by the columns they fill. */
export const lineAmounts = (amounts: Beside): Record<string, Sql> => ({
  paid: paidOf(amounts, LINE),
  allowed: pick(amounts, LINE.allowed),
  drug_cost: pick(amounts, LINE.drugCost),
  charge: pick(amounts, LINE.charge),
  coinsurance: pick(amounts, LINE.coinsurance),
  copayment: pick(amounts, LINE.copayment),
  from_patient: pick(amounts, LINE.fromPatient),
  deductible: pick(amounts, LINE.deductible),
})

/** The amounts of the claim. `paid` is what the payment says, which for an institutional claim decides. */
export const claimAmounts = (amounts: Beside): Record<string, Sql> => ({
  paid: sql`coalesce(payment, ${paidOf(amounts, CLAIM)})`,
  allowed: pick(amounts, CLAIM.allowed),
  charge: pick(amounts, CLAIM.charge),
  coinsurance: pick(amounts, CLAIM.coinsurance),
  copayment: pick(amounts, CLAIM.copayment),
  deductible: pick(amounts, CLAIM.deductible),
})

/** innetwork and outofnetwork of C4BB's benefit payment status, on a line or the claim. */
export const inNetwork = (adjudications: Sql): Sql => {
  const status = sql`${firstWhere(adjudications, 'a', isCoded(raw('a.category'), ['benefitpaymentstatus']))}.reason`
  return sql`case when ${isCoded(status, ['innetwork'])} then true when ${isCoded(status, ['outofnetwork'])} then false end`
}

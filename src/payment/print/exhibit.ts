import type { Arrangement } from '../../model/arrangement.ts'
import type { Folders, Model } from '../../model/read-model.ts'
import type { Period } from '../../period.ts'
import { checkArrangement } from '../check/check-arrangement.ts'
import { type Plan, planOf } from '../plan.ts'
import { type Block, heading, list, type PrintedDocument, paragraph, table } from './document.ts'
import { bestCase, casesFor, exampleBlocks } from './examples.ts'
import { calendarBlocks, measuresBlocks, sourcesBlocks, structureBlocks } from './sections.ts'
import { componentsTable, orderBlocks, type Term, termsOf } from './terms-of-plan.ts'

/**
 * What a contract pays, to be signed: parties, dates, what is measured, how each component is worked out, every figure
 * with its source, and what is still missing. It holds own amounts: it is for the two parties.
 */
export function exhibitOf(
  arrangement: Arrangement,
  model: Model,
  period: Period,
  folders: Folders,
  names: { payer?: string; organization?: string } = {},
): PrintedDocument {
  checkArrangement(arrangement, model)
  const { track, amounts, start_date, end_date } = arrangement
  const plan = planOf(model, { track, period, amounts })
  const terms = termsOf(plan)
  const payer = names.payer ?? arrangement.payer
  const organization = names.organization ?? arrangement.organization_id
  const label = model.tracks.find((one) => one.track === track)
  return {
    title: `Payment exhibit: ${payer} and ${organization}`,
    about: `${model.title}, ${label?.label ?? track}, as it holds in ${period.id}. Arrangement ${arrangement.arrangement}.`,
    blocks: [
      heading('The contract'),
      ...table(
        'Parties, model and dates',
        ['Of', 'What holds'],
        [
          ['Payer', payer],
          ['Provider organization', organization],
          ['Model', `${model.title} (${model.id})`],
          ['Track', `${label?.label ?? track}: ${label?.about ?? ''}`],
          ['First day', start_date],
          ['Last day', end_date ?? 'none; it runs on'],
        ],
        [1],
      ),
      paragraph(model.about),
      ...missingBlocks(terms, period),
      heading('What it pays'),
      ...componentsTable(plan, 'Components, in the order in which they are worked out'),
      heading('Rounding and order'),
      ...orderBlocks(plan),
      heading('Figures'),
      ...figures(terms),
      heading('Measures and targets'),
      ...measuresBlocks(plan, terms),
      heading('Whom it is about, and what counts'),
      ...structureBlocks(model),
      heading('Dates'),
      ...calendarBlocks(model),
      ...example(plan, model, folders),
      ...sourcesBlocks(model),
    ],
    foot: `Arrangement ${arrangement.arrangement}: for ${payer} and ${organization} alone. Own amounts stand in it.`,
  }
}

/** First what is missing: without it nothing can be paid. */
function missingBlocks(terms: readonly Term[], period: Period): Block[] {
  const missing = terms.filter(({ worth }) => worth === null)
  if (missing.length === 0) return []
  return [
    heading('What is missing'),
    paragraph(`Without these the contract gives no total in ${period.id}.`),
    ...list(missing.map(({ label, name, giver }) => `${label} (${name}): ${giver}`)),
  ]
}

function figures(terms: readonly Term[]): Block[] {
  const rows = terms
    .filter(({ name }) => !name.includes('/'))
    .map(({ label, worth, kind, source }) => [label, worth ?? 'missing', kind, source])
  return [
    ...table(
      'Every figure that is used, whose it is, and where it stands',
      ['Figure', 'Value', 'Kind', 'Source'],
      rows,
      [0, 3],
    ),
    paragraph(
      'own: this payer and this organization agreed on it, and no one else may read it. recommended: public, for voluntary use. structure: the same for every payer of the model.',
    ),
  ]
}

function example(plan: Plan, model: Model, folders: Folders): Block[] {
  const one = bestCase(plan, casesFor(model, folders))
  if (!one) return [heading('Worked example'), paragraph('The model has no worked example.')]
  const facts = one.published ? `Its facts are of a published example (${one.published})` : 'Its facts are made up'
  return [
    heading('Worked example'),
    paragraph(`${facts}; the figures are those of this contract. It is an example, and nobody's statement.`),
    ...exampleBlocks(plan, one),
  ]
}

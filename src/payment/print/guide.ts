import { WholepanelError } from '../../error.ts'
import type { Folders, Model } from '../../model/read-model.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import type { Period } from '../../period.ts'
import type { Case } from '../library/cases.ts'
import { planOfCase } from '../library/cases.ts'
import { planOf } from '../plan.ts'
import { type Block, heading, type PrintedDocument, paragraph, table } from './document.ts'
import { casesFor, exampleBlocks } from './examples.ts'
import { calendarBlocks, measuresBlocks, sourcesBlocks, structureBlocks, worthText } from './sections.ts'
import { componentsTable, orderBlocks, termsOf } from './terms-of-plan.ts'

/** How many examples a guide works out, those that somebody published first. */
const MOST_EXAMPLES = 3

/** A year of a program, for everybody: what is measured, how it pays, when, with examples. No own amount stands in it. */
export function guideOf(model: Model, period: Period, asked: string | undefined, folders: Folders): PrintedDocument {
  const tracks = tracksIn(model, period, asked)
  const { card } = model
  return {
    title: `${model.title}: program guide for ${period.id}`,
    about: tracks.map(({ label }) => label).join(', '),
    blocks: [
      paragraph(model.about),
      ...(card
        ? table(
            'Who runs it',
            ['Of', 'What is known'],
            [
              ['Run by', card.by],
              ['Years', card.years],
              ['Payers', card.payers],
              ...(card.units ? [['Who is paid', card.units]] : []),
            ],
            [1],
          )
        : []),
      heading('Whom it is about, and what counts'),
      ...structureBlocks(model),
      ...tracks.flatMap(({ track, label, about }) => trackBlocks(model, period, { track, label, about })),
      heading('Dates'),
      ...calendarBlocks(model),
      ...examples(
        model,
        tracks.map(({ track }) => track),
        folders,
      ),
      ...sourcesBlocks(model),
    ],
    foot: `Made from public sources; no payer's own amount stands in it. Model ${model.id}.`,
  }
}

function tracksIn(model: Model, period: Period, asked: string | undefined): Model['tracks'] {
  const inForce = model.tracks.filter(({ from = '', until = '9999' }) => from <= period.start && period.start <= until)
  const names = inForce.map(({ track }) => track)
  if (asked !== undefined && !names.includes(asked))
    throw new WholepanelError('input-argument', {
      got: `--track ${asked}${didYouMean(asked, names)}`,
      want: names.join(' or ') || `a period that begins while ${model.id} has a track${began(model)}`,
    })
  if (names.length === 0)
    throw new WholepanelError('input-argument', {
      got: `${model.id} has no track that a period from ${period.start} could be of${began(model)}`,
    })
  return asked === undefined ? inForce : inForce.filter(({ track }) => track === asked)
}

/** When its first track began, where it says so. */
function began({ tracks }: Model): string {
  const [first] = tracks.flatMap(({ from }) => from ?? []).sort()
  return first === undefined ? '' : `; the first began ${first}`
}

function trackBlocks(
  model: Model,
  period: Period,
  { track, label, about }: Pick<Model['tracks'][number], 'track' | 'label' | 'about'>,
): Block[] {
  const plan = planOf(model, { track, period })
  const terms = termsOf(plan)
  const figures = terms.filter(({ name }) => !name.includes('/'))
  return [
    heading(label),
    paragraph(about),
    heading('How it pays', 3),
    ...componentsTable(plan, `${label}: components, in the order in which they are worked out`),
    ...orderBlocks(plan),
    heading('Figures', 3),
    ...table(
      `${label}: figures in force on ${period.start}`,
      ['Figure', 'Value', 'Kind', 'Source'],
      figures.map((term) => [term.label, worthText(term), term.kind, term.source]),
      [0, 3],
    ),
    heading('What is measured', 3),
    ...measuresBlocks(plan, terms),
    ...table(
      `${label}: facts that decide the payment`,
      ['Fact', 'What it is'],
      plan.facts.map(({ name, fact }) => [
        `${fact.label}${name.includes('/') ? `, ${name.split('/')[1]}` : ''}`,
        fact.definition,
      ]),
      [1],
    ),
  ]
}

function examples(model: Model, tracks: readonly string[], folders: Folders): Block[] {
  const fitting = casesFor(model, folders).filter(({ track }) => track === undefined || tracks.includes(track))
  const [published, own] = [fitting.filter((one) => one.published), fitting.filter((one) => !one.published)]
  const chosen = [...published, ...own].slice(0, MOST_EXAMPLES)
  if (chosen.length === 0) return []
  return [heading('Worked examples'), ...chosen.flatMap((one) => exampleOf(model, one))]
}

function exampleOf(model: Model, one: Case): Block[] {
  const amounts = Object.entries(one.amounts).map(
    ([name, value]) => `${model.parameters[name]?.label ?? name} ${value}`,
  )
  const by = one.published ? `The expected figures are published: ${one.published}.` : 'The facts are made up.'
  const madeUp =
    amounts.length > 0 ? ` Made up for the example, as a contract would give them: ${amounts.join('; ')}.` : ''
  return [
    heading(`${one.case} (${one.period})`, 3),
    paragraph(`${one.about ?? ''} ${by}${madeUp}`),
    ...exampleBlocks(planOfCase(model, one), one),
  ]
}

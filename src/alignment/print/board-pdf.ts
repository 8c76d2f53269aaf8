import { printPdf, table } from '../../sources/report/print-pdf.ts'
import type { Degree, DegreeCounts } from '../elements/degree.ts'
import type { Board } from './board.ts'

type Node = { [name: string]: unknown }

/** The sheet, on one page; what does not fit is counted, the least needed first. */
export async function boardPdf(board: Board): Promise<Buffer> {
  const [first, ...shorter] = SHORTENINGS.map((most) => () => print(board, most))
  let pdf = await first?.()
  for (const again of shorter) {
    if (pdf && pagesIn(pdf) === 1) break
    pdf = await again()
  }
  if (!pdf) throw new Error('a sheet is printed at least once')
  return pdf
}

type Most = { sources: number; limits: number; names: number }

const SHORTENINGS: readonly Most[] = [
  { sources: 20, limits: 12, names: 80 },
  { sources: 6, limits: 6, names: 80 },
  { sources: 3, limits: 3, names: 60 },
  { sources: 0, limits: 1, names: 24 },
]

const pagesIn = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0

/** Payers to a sheet of paper that stands upright; to one on which words are set small; to one at all. */
const UPRIGHT = 6
const WIDE = 8
const MOST_PAYERS = 11

function print(board: Board, most: Most): Promise<Buffer> {
  const lying = board.payers.length > UPRIGHT
  const steps = stepsOf(board)
  const rest = [
    ...listed('What cannot be said', board.limits, most.limits),
    ...listed('Sources', board.sources, most.sources),
  ]
  const dealt = burdenOf(board)
  return printPdf({
    title: `Alignment: ${board.title}`,
    subject: board.about,
    orientation: lying ? 'landscape' : 'portrait',
    content: [
      { text: board.about, style: 'about' },
      ...matrixOf(board, most),
      ...(lying
        ? [
            {
              columns: [
                { stack: [...steps, ...rest], width: '*' },
                { stack: dealt, width: 300 },
              ],
              columnGap: 24,
              fontSize: 8,
            },
          ]
        : [...steps, ...dealt, ...rest]),
    ],
    foot: 'What payers state, and the structure of their contracts. No amount of a payer’s own stands here.',
  })
}

const stepsOf = ({ steps, proof }: Board): Node[] => [
  heading('What would help most'),
  ...(steps.length > 0 ? [{ ol: [...steps], margin: [0, 0, 0, 2] }] : []),
  { text: proof, color: QUIET },
]

const QUIET = '#444444'

/** Closer than in a report: it is one page. */
const heading = (text: string): Node => ({ text, style: 'heading', headlineLevel: 1, margin: [0, 8, 0, 3] })

/** Shapes first, colors beside them, and the word: a sheet is often copied in gray. */
const MARKS: Record<Degree, { color: string; word: string; shape: string }> = {
  exact: { color: '#12641c', word: 'exact', shape: '<circle cx="8" cy="8" r="6.5" fill="#12641c"/>' },
  directional: {
    color: '#00497b',
    word: 'directional',
    shape:
      '<circle cx="8" cy="8" r="6" fill="none" stroke="#00497b" stroke-width="1.5"/><path d="M8 2a6 6 0 0 1 0 12z" fill="#00497b"/>',
  },
  divergent: {
    color: '#a2001d',
    word: 'divergent',
    shape: '<path d="M2 3h12v3.5H2zM2 9.5h12V13H2z" fill="#a2001d" transform="rotate(45 8 8)"/>',
  },
  'not-stated': {
    color: QUIET,
    word: 'not stated',
    shape: `<circle cx="8" cy="8" r="6" fill="none" stroke="${QUIET}" stroke-width="1.5" stroke-dasharray="1.5 3"/>`,
  },
}

function mark(degree: Degree, counts: DegreeCounts, small: boolean): Node {
  const { color, word, shape } = MARKS[degree]
  const stated = counts.exact + counts.directional + counts.divergent > 0
  return {
    columns: [
      {
        svg: `<svg viewBox="0 0 16 16" width="16" height="16">${shape}</svg>`,
        width: small ? 8 : 9,
        margin: [0, 1, 0, 0],
      },
      {
        text: [
          { text: word, bold: degree !== 'not-stated', color },
          ...(stated ? [{ text: `\n${counts.exact}/${counts.directional}/${counts.divergent}`, color: QUIET }] : []),
        ],
        fontSize: small ? 6 : 7.5,
        lineHeight: 1,
      },
    ],
    columnGap: small ? 2 : 3,
  }
}

function matrixOf({ payers: all, areas, unstated, elements }: Board, { names }: Most): Node[] {
  if (areas.length === 0) return []
  const payers = all.slice(0, MOST_PAYERS)
  const small = payers.length > WIDE
  const fontSize = small ? 7 : 8
  const widths = [small ? 84 : 110, ...payers.map(() => '*')]
  const rows = areas.map(({ label, cells }) => [
    { text: label, bold: true, fontSize },
    ...cells.slice(0, MOST_PAYERS).map(({ degree, counts }) => mark(degree, counts, small)),
  ])
  const last = [
    { text: `Not stated, of ${elements} elements`, fontSize },
    ...unstated.slice(0, MOST_PAYERS).map((number) => ({ text: String(number), fontSize })),
  ]
  const head = ['Area', ...payers.map((name) => shortened(name, names))]
  return [
    { ...table(widths, head, [...rows, last]), fontSize, margin: [0, 2, 0, 4] },
    {
      text: `The farthest degree among the elements that both state; below it how many are exact / directional / divergent.${
        all.length > payers.length ? ` ${all.length - payers.length} more payers do not fit here.` : ''
      }`,
      color: QUIET,
      fontSize: 7.5,
    },
  ]
}

const shortened = (name: string, most: number): string => (name.length > most ? `${name.slice(0, most - 1)}…` : name)

function burdenOf({ burden, steps }: Board): Node[] {
  if (burden.length === 0) return []
  const said = (value: string | null) => ({ text: value === null ? 'not known' : grouped(value), alignment: 'right' })
  const right = (text: string) => ({ text, style: 'head', alignment: 'right' })
  const then = steps.length > 0
  return [
    heading(`What practices have to deal with${then ? ', before and after these steps' : ''}`),
    {
      ...table(
        ['*', 60, ...(then ? [60] : [])],
        ['Over all practices', right(then ? 'before' : 'now'), ...(then ? [right('after')] : [])],
        burden.map(({ what, before, after }) => [what, said(before), ...(then ? [said(after)] : [])]),
      ),
      fontSize: 8,
    },
  ]
}

const grouped = (value: string): string => {
  const [whole = '', part] = value.split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${part === undefined ? '' : `.${part}`}`
}

function listed(title: string, all: readonly string[], most: number): Node[] {
  if (all.length === 0) return []
  const shown = all.slice(0, most)
  const more = all.length - shown.length
  const rest = more === 0 ? [] : [shown.length === 0 ? `${more} of them` : `and ${more} more`]
  return [
    heading(title),
    { text: [...shown, ...rest].join(title === 'Sources' ? '; ' : ' '), fontSize: 8, color: QUIET },
  ]
}

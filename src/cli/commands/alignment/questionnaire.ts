import type { Element } from '../../../alignment/elements/element.ts'
import { elementsOfArea } from '../../../alignment/elements/elements.ts'
import type { Library } from '../../../alignment/profile/library.ts'

/** An empty file of answers: each question as a comment over a line to be filled in. What stays a comment is not stated. */
export function questionnaire(
  { elements, rules }: Library,
  { payer, name, day }: { payer: string; name: string | null; day: string },
): string {
  const areas = Object.entries(elements.areas).flatMap(([area, { label }]) => {
    const asked = elementsOfArea(elements, area).filter(({ amounts }) => amounts === 'none')
    return asked.length === 0 ? [] : ['', `  # ${label}`, ...asked.flatMap(lines)]
  })
  return [
    `# What ${name ?? payer} says of itself. Take the # away from a line that you answer, and name the text that says so.`,
    '# What stays a comment is not stated. [] and none are answers. No amount is asked.',
    `payer: ${payer}`,
    `name: ${JSON.stringify(name ?? payer)}`,
    `as_of: ${day}`,
    '',
    '# The rule of the library by which you attribute members; its answers follow and need not be given below:',
    ...[...rules.values()].map(({ rule, title }) => `#   ${rule}: ${oneLine(title)}`),
    '# attribution_rule: { value: "", source: "" }',
    '',
    'profile:',
    ...areas,
    '',
  ].join('\n')
}

const KINDS: Record<Element['value'], string> = {
  'one-of': 'one of',
  set: 'any of, as a list',
  'ordered-steps': 'in their order, as a list',
  number: 'a number',
  'yes-no': 'true or false',
}

const EMPTY: Record<Element['value'], string> = {
  'one-of': '""',
  set: '[]',
  'ordered-steps': '[]',
  number: '"0"',
  'yes-no': 'false',
}

function lines({ element, asks, value, unit, options }: Element): string[] {
  const kind = value === 'number' ? `a number, in ${unit === 'share' ? 'a share from 0 to 1' : unit}` : KINDS[value]
  const known = options === undefined || options === 'any' ? [] : Object.entries(options)
  return [
    `  # ${oneLine(asks)} (${kind})`,
    ...known.map(([option, label]) => `  #   ${option}: ${oneLine(label)}`),
    `  # ${element}: { value: ${EMPTY[value]}, source: "" }`,
    '',
  ]
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ')

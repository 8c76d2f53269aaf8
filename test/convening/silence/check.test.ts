import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkText } from '../../../src/convening/silence/check-text.ts'
import { examplesOf, type LabelledFile } from '../../../src/convening/silence/learnt/examples.ts'
import { learn } from '../../../src/convening/silence/learnt/learn.ts'
import { learntWeights, WEIGHTS, weightsAsText } from '../../../src/convening/silence/learnt/weights.ts'

/** What is asked for, and what is reached on texts that neither the rules nor the weights were made on. */
const ASKED = { recall: 0.95, alarms: 0.05 }
const LEFT_OUT = { recall: 0.87, alarms: 0.1 }

const HERE = new URL('.', import.meta.url)
/** Never learnt from. The first were written before the check, the second after it, by two writers who knew nothing of it. */
const HELD_BACK = {
  'held-back.yaml': { recall: 0.95, alarms: 0.1 },
  'held-back-2.yaml': { recall: 0.93, alarms: 0.08 },
}
const readFile = (name: string) => parse(readFileSync(new URL(name, HERE), 'utf8')) as LabelledFile
const names = readdirSync(HERE)
  .filter((name) => name.endsWith('.yaml') && !(name in HELD_BACK))
  .toSorted()
const files = names.map((name) => ({ name, ...readFile(name) }))
const examples = new Map(files.map((file) => [file.name, examplesOf(file)]))

function measured(name: string, file: LabelledFile, weights = learntWeights()) {
  const { participants, snippets } = file
  const share = (label: 'held' | 'passes') => {
    const those = snippets.filter((one) => one.label === label)
    return those.filter(({ text }) => checkText(text, { participants, weights }).length > 0).length / those.length
  }
  const [recall, alarms] = [share('held'), share('passes')]
  process.stdout.write(
    `${name}: recall ${recall.toFixed(2)}, false alarms ${alarms.toFixed(2)} of ${snippets.length} (asked for: ${ASKED.recall} and ${ASKED.alarms})\n`,
  )
  return { recall, alarms }
}

test('the weights are what is learnt from the labelled texts, to the byte', () => {
  expect(weightsAsText(learn([...examples.values()].flat()))).toBe(readFileSync(WEIGHTS, 'utf8'))
})

test.each(Object.entries(HELD_BACK))('on %s it holds and passes as well as is said', (name, said) => {
  const { recall, alarms } = measured(name, readFile(name))
  expect(recall).toBeGreaterThanOrEqual(said.recall)
  expect(alarms).toBeLessThanOrEqual(said.alarms)
})

describe('learnt without one writer’s texts', () => {
  test.each(files.filter(({ name }) => name.startsWith('writer-')))('it judges those of $name', (file) => {
    const others = [...examples].filter(([name]) => name !== file.name).flatMap(([, those]) => those)
    const { recall, alarms } = measured(`without ${file.name}`, file, learn(others))
    expect(recall).toBeGreaterThanOrEqual(LEFT_OUT.recall)
    expect(alarms).toBeLessThanOrEqual(LEFT_OUT.alarms)
  })
})

test('what the rules were made on is told apart', () => {
  for (const file of files.filter(({ rules_were_made_on_it }) => rules_were_made_on_it)) {
    const { recall, alarms } = measured(file.name, file)
    expect(recall).toBeGreaterThanOrEqual(ASKED.recall)
    expect(alarms).toBeLessThanOrEqual(ASKED.alarms)
  }
})

describe('a payer that writes its rate so that it may pass', () => {
  const { participants } = readFile('further.yaml')
  const held = (text: string) => checkText(text, { participants }).length > 0
  const harmless = 'Thank you all for coming. The minutes are posted. Screening rates rose in the region. '

  test.each([
    [
      'among harmless sentences',
      `${harmless.repeat(20)}Keystone pays $4.20 per member per month. ${harmless.repeat(20)}`,
    ],
    [
      'in a sentence of harmless words',
      'Thanks for the lunch, the minutes, the survey and the quality measures: our fee is $4.20, see you in May.',
    ],
    ['with spaces between the letters', 'K e y s t o n e pays $4.20 per member per month.'],
    ['with hidden characters', 'Key\u200Bstone pays $4\u200B.20 per mem\u00ADber per month.'],
    ['with letters of another alphabet', '\u041Aeystone p\u0430ys $4.20 per member per month.'],
    ['in words', 'Our withhold is five percent.'],
    ['over two lines', 'Keystone pays\n$4.20 per member per month.'],
    ['over two sentences', 'The fee at Keystone? It is $4.20 per member per month.'],
  ])('is held %s', (_, text) => expect(held(text)).toBe(true))

  test('is told which phrases weighed, where no rule found it', () => {
    const text = 'Do not expect to see Bridge in the valley next year.'
    const [finding] = checkText(text, { participants })
    expect(finding?.why).toMatch(/^reads like texts that were held/)
    expect(finding?.weighed?.map(({ start, end }) => text.slice(start, end)).length).toBeGreaterThan(0)
  })
})

test('titles and steps of an initiative pass', () => {
  const { participants } = readFile('titles.yaml')
  for (const text of ['Fees', 'Ask employers', 'Pay so.', 'We work in the open.', 'Call the hospital back'])
    expect(checkText(text, { participants }), text).toEqual([])
})

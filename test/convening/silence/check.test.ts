import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkText, type Participants } from '../../../src/convening/silence/check-text.ts'

type Snippet = { text: string; label: 'held' | 'passes'; about: string }
type Snippets = { participants: Participants; snippets: Snippet[] }

/**
 * What is asked for, and what is reached on texts that the check was never worked on: there it falls short, and must not
 * fall further. The others were worked on, so that what they show is no measure.
 */
const GOAL = { recall: 0.95, alarms: 0.05 }
const HELD_BACK = { recall: 0.86, alarms: 0.07 }

const HERE = new URL('.', import.meta.url)

describe.each(readdirSync(HERE).filter((name) => name.endsWith('.yaml')))('%s', (name) => {
  const { participants, snippets } = parse(readFileSync(new URL(name, HERE), 'utf8')) as Snippets
  const wrong = (label: Snippet['label']) =>
    snippets.filter(
      (one) => one.label === label && checkText(one.text, { participants }).length > 0 !== (label === 'held'),
    )
  const share = (label: Snippet['label']) => wrong(label).length / snippets.filter((one) => one.label === label).length

  test('texts with a payer’s own amount or plan are held, and others pass', () => {
    const bound = name === 'held-back.yaml' ? HELD_BACK : GOAL
    const recall = 1 - share('held')
    const alarms = share('passes')
    process.stdout.write(
      `${name}: recall ${recall.toFixed(2)}, false alarms ${alarms.toFixed(2)} of ${snippets.length} (asked for: ${GOAL.recall} and ${GOAL.alarms})\n`,
    )
    expect(recall).toBeGreaterThanOrEqual(bound.recall)
    expect(alarms).toBeLessThanOrEqual(bound.alarms)
  })
})

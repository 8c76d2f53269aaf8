import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkText, type Participants } from '../../../src/convening/silence/check-text.ts'

type Snippet = { text: string; label: 'held' | 'passes'; about: string }
type Snippets = { participants: Participants; snippets: Snippet[] }

const HERE = new URL('.', import.meta.url)

describe.each(readdirSync(HERE).filter((name) => name.endsWith('.yaml')))('%s', (name) => {
  const { participants, snippets } = parse(readFileSync(new URL(name, HERE), 'utf8')) as Snippets
  const wrong = (label: Snippet['label']) =>
    snippets.filter(
      (one) => one.label === label && checkText(one.text, { participants }).length > 0 !== (label === 'held'),
    )
  const share = (label: Snippet['label']) => wrong(label).length / snippets.filter((one) => one.label === label).length

  test('of a hundred texts with a payer’s own amount or plan at least 95 are held, and of a hundred others at most 5', () => {
    const recall = 1 - share('held')
    const alarms = share('passes')
    process.stdout.write(
      `${name}: recall ${recall.toFixed(2)}, false alarms ${alarms.toFixed(2)} of ${snippets.length}\n`,
    )
    expect(recall).toBeGreaterThanOrEqual(0.95)
    expect(alarms).toBeLessThanOrEqual(0.05)
  })
})

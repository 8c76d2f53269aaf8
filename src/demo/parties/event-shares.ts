import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { readEventRule } from '../../attribution/events/event-rule.ts'

const RULE = 'patient-relationship'

/** Made up: CMS publishes the relationships and no shares. */
const SHARES: Readonly<Record<string, string>> = {
  'continuous-broad': '0.2',
  'continuous-focused': '0.1',
  'episodic-broad': '0.1',
  'episodic-focused': '0.5',
  'only-as-ordered': '0.1',
}
const SOURCE = 'Made up for the demonstration; nobody published shares'

/** The library's rule as a region copies it, with the shares that its parties would have agreed. */
export function writeEventShares(models: string): void {
  const { file, roles } = readEventRule(RULE)
  const document = parseDocument(readFileSync(file, 'utf8'))
  document.setIn(['differs', 0], 'CMS publishes no shares: those of this file are made up for the demonstration.')
  for (const [i, { role }] of roles.entries()) {
    document.deleteIn(['roles', i, 'share', 'required'])
    const value = { from: '2023-01-01', value: Number(SHARES[role]), source: SOURCE }
    document.setIn(['roles', i, 'share', 'values'], [value])
  }
  mkdirSync(join(models, 'events'), { recursive: true })
  writeFileSync(join(models, 'events', `${RULE}.yaml`), document.toString({ lineWidth: 120 }))
}

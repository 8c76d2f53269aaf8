// Learns the weights of the check of texts (docs/concepts/meetings.md) from the labelled texts in test/convening/silence.
//   node scripts/learn-silence.mjs   writes silence/weights.tsv; a test fails where they are not what this writes
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { build, ROOT } from './setup.mjs'

build()
const from = (path) => import(join(ROOT, 'dist', 'convening', 'silence', 'learnt', path))
const [{ examplesOf }, { learn }, { WEIGHTS, weightsAsText }] = await Promise.all(
  ['examples.js', 'learn.js', 'weights.js'].map(from),
)

const TEXTS = join(ROOT, 'test', 'convening', 'silence')
/** What it is measured on, it never learns from. */
const HELD_BACK = /^held-back/
const files = readdirSync(TEXTS)
  .filter((name) => name.endsWith('.yaml') && !HELD_BACK.test(name))
  .toSorted()
const examples = files.flatMap((name) => examplesOf(parse(readFileSync(join(TEXTS, name), 'utf8'))))
const weights = learn(examples)
mkdirSync(dirname(WEIGHTS), { recursive: true })
writeFileSync(WEIGHTS, weightsAsText(weights))
process.stdout.write(`${weights.size} weights from ${examples.length} windows of ${files.length} files\n`)

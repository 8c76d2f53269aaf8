// Loaded into the server that bench/reads.mjs measures: says on SIGUSR2 how many questions reads have asked of the lake,
// and how many of them were put to the engine. With BENCH_COLD no answer is found again, as when everything is looked at
// for the first time.
import { writeSync } from 'node:fs'
import { Answers, AnswersOf } from '../dist/lake/answers.js'
import { Engine } from '../dist/lake/engine.js'

let asked = 0
let put = 0
let isKept = false

for (const name of ['rows', 'one']) {
  const kept = AnswersOf.prototype[name]
  AnswersOf.prototype[name] = function (statement) {
    asked += 1
    isKept = true
    try {
      return kept.call(this, statement)
    } finally {
      isKept = false
    }
  }
}
// `one` of an engine asks its `rows`.
const { rows } = Engine.prototype
Engine.prototype.rows = function (statement) {
  put += 1
  if (!isKept) asked += 1
  return rows.call(this, statement)
}

if (process.env.BENCH_COLD) {
  const { of } = Answers.prototype
  let n = 0
  Answers.prototype.of = function (right) {
    n += 1
    return of.call(this, `${right} ${n}`)
  }
}

process.on('SIGUSR2', () => writeSync(2, `${JSON.stringify({ asked, put })}\n`))

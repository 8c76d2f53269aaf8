// Checks a log that `wholepanel log export` wrote, without anything of Wholepanel. Read it: it is short on purpose.
//
//   node verify-log.mjs FILE [NUMBER:HASH]
//
// The file is one JSON object a line: a header, then the events 1, 2, 3 … An event's hash is the sha256 of its own line
// without `"hash":"…",`; among what is hashed is `previous_hash`, the hash of the event before. So a change anywhere
// changes every hash after it. Somebody who writes the whole file anew from some event on, header too, is caught only by
// a head that was published earlier: give it as NUMBER:HASH.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const [file, published] = process.argv.slice(2)
if (!file || (published && !/^[1-9][0-9]*:[0-9a-f]{64}$/.test(published)))
  fail('usage: node verify-log.mjs FILE [NUMBER:HASH]')

// Names sorted, no spaces (RFC 8785): the one way to write an event.
const sorted = (_name, value) =>
  value && typeof value === 'object'
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
const write = (object) => JSON.stringify(object, sorted)
const FIELDS = 'about,act,actor,at,detail,hash,number,participant,previous_hash,purpose,role'

const lines = readFileSync(file, 'utf8').split('\n')
if (lines.pop() !== '') fail('the last line is cut off')
const header = read(lines.shift() ?? '')
if (header?.format !== 'wholepanel-log/1') fail('the first line is no header of a wholepanel-log/1')

let number = 0
let hash = '0'.repeat(64)
const [publishedNumber, publishedHash] = published ? published.split(':') : []
for (const line of lines) {
  const event = read(line)
  const place = `event ${number + 1}`
  if (!event || write(event) !== line || Object.keys(event).sort().join() !== FIELDS)
    fail(`${place}: its line is not as an export writes it`)
  if (event.number > number + 1) fail(`${place}: it is missing; event ${event.number} stands in its place`)
  if (event.number !== number + 1) fail(`${place}: event ${event.number} stands in its place`)
  if (event.previous_hash !== hash) fail(`${place}: it does not continue event ${number}: one of the two was changed`)
  const { hash: stated, ...text } = event
  if (createHash('sha256').update(write(text), 'utf8').digest('hex') !== stated)
    fail(`${place}: its text was changed: the hash does not fit it`)
  if (String(event.number) === publishedNumber && stated !== publishedHash)
    fail(`${place}: its hash is not the one that was published`)
  number = event.number
  hash = stated
}
if (number !== header.last)
  fail(`event ${number + 1}: the file ends before it, and its header says ${header.last} events`)
if (hash !== header.head) fail(`event ${number}: its hash is not the head that the header names`)
if (Number(publishedNumber) > number) fail(`event ${number + 1}: it is missing; ${publishedNumber} were published`)
console.log(`${number} events of ${header.region}, none changed, missing or moved; head ${number}:${hash}`)

function read(line) {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function fail(what) {
  console.error(what)
  process.exit(1)
}

import { type DocumentText, type Hidden, once } from './document.ts'
import { officeProperties } from './properties.ts'
import { type Attributes, readXml, wordsOf } from './xml.ts'
import type { ZipParts } from './zip-parts.ts'

/** Half-points: a letter of three points and less is a line to the eye. */
const SMALLEST = 6
const off = (value: string | undefined) => ['0', 'false', 'off', 'none'].includes(value ?? '')

/** What a run is set in, as far as it can hide words. */
type Look = { vanish: boolean; white: boolean; tiny: boolean }
const PLAIN: Look = { vanish: false, white: false, tiny: false }

const BODY = /^word\/(?:document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml$/
const COMMENTS = /^word\/comments\w*\.xml$/
const CHARTS = /^word\/(?:charts|diagrams)\/[^/]+\.xml$/
const EMBEDDED = /^word\/(?:embeddings|afchunk|activeX|vbaProject)|\.bin$|^word\/.*\.(?:html?|docx|xlsx|rtf)$/i

/** The words of a Word file (ECMA-376, part 1, 17), with those that are hidden, deleted, commented, white or tiny. */
export function readWord(parts: ZipParts): DocumentText {
  const hidden: Hidden[] = []
  const styles = stylesIn(parts.get('word/styles.xml'))
  const texts: string[] = []
  for (const [name, part] of parts) {
    if (BODY.test(name)) texts.push(readBody(name, part, styles, hidden))
    else if (COMMENTS.test(name)) {
      const words = wordsOf(part)
      if (words !== '') hidden.push({ what: 'comments in the margin', where: name })
      texts.push(words)
    } else if (CHARTS.test(name)) texts.push(wordsOf(part))
    else if (EMBEDDED.test(name)) hidden.push({ what: 'another file inside it', where: name })
  }
  return { text: texts.join('\n\n'), hidden: once(hidden), ...officeProperties(parts) }
}

/** How each style sets its words, with what it is based on. */
function stylesIn(part: Buffer | undefined): ReadonlyMap<string, Look> {
  const looks = new Map<string, Look & { based?: string }>()
  let own: (Look & { based?: string }) | undefined
  if (part)
    readXml(part, {
      open: (name, attributes) => {
        if (name === 'w:style') {
          own = { ...PLAIN }
          looks.set(attributes['w:styleId'] ?? '', own)
        } else if (own && name === 'w:basedOn') own.based = attributes['w:val'] ?? ''
        else if (own) Object.assign(own, lookOf(name, attributes))
      },
    })
  const whole = (key: string, seen: readonly string[] = []): Look => {
    const one = looks.get(key)
    if (!one || seen.includes(key)) return PLAIN
    const under = one.based === undefined ? PLAIN : whole(one.based, [...seen, key])
    return { vanish: one.vanish || under.vanish, white: one.white || under.white, tiny: one.tiny || under.tiny }
  }
  return new Map([...looks.keys()].map((key) => [key, whole(key)]))
}

function lookOf(name: string, attributes: Attributes): Partial<Look> {
  const value = attributes['w:val']
  if (name === 'w:vanish' || name === 'w:webHidden' || name === 'w:specVanish')
    return off(value) ? {} : { vanish: true }
  if (name === 'w:color')
    return {
      white:
        /^f[0-9a-f]f[0-9a-f]f[0-9a-f]$/i.test(value ?? '') ||
        /^(?:background1|light1)$/.test(attributes['w:themeColor'] ?? ''),
    }
  if (name === 'w:sz') return { tiny: Number(value) <= SMALLEST }
  return {}
}

const filled = ({ 'w:fill': fill = 'auto', 'w:themeFill': theme }: Attributes) =>
  theme !== undefined || !/^(?:auto|f[0-9a-f]f[0-9a-f]f[0-9a-f])$/i.test(fill)

/** Reads in order; a run's, a paragraph's and a cell's looks come before their words. */
function readBody(where: string, part: Buffer, styles: ReadonlyMap<string, Look>, hidden: Hidden[]): string {
  let text = ''
  let look: Look = PLAIN
  let paragraph: Look = PLAIN
  let takes = false
  let changed = 0
  const open: string[] = []
  const shaded: boolean[] = []
  const note = (what: string) => hidden.push({ what, where })
  const opened = (name: string, attributes: Attributes) => {
    open.push(name)
    shaded.push(false)
    if (name === 'w:p') paragraph = PLAIN
    if (name === 'w:r') look = paragraph
    if (name === 'w:rStyle' && open.includes('w:r')) look = joined(look, styles.get(attributes['w:val'] ?? '') ?? PLAIN)
    else if (name === 'w:pStyle') paragraph = styles.get(attributes['w:val'] ?? '') ?? PLAIN
    else if (name === 'w:shd' || name === 'w:highlight') {
      const of = open.findLastIndex((one) => one === 'w:r' || one === 'w:p' || one === 'w:tc')
      if (of >= 0) shaded[of] = name === 'w:highlight' || filled(attributes)
    } else if (open.includes('w:r')) look = { ...look, ...lookOf(name, attributes) }
    if (['w:del', 'w:ins', 'w:moveFrom', 'w:moveTo'].includes(name) && !open.includes('w:rPr')) changed += 1
    if (name === 'w:hidden' && open.includes('w:trPr')) note('a hidden row of a table')
    if (name === 'w:altChunk' || name === 'w:object') note('another file inside it')
    if (name === 'w:tab' && open.includes('w:r')) text += '\t'
    if (name === 'w:br' || name === 'w:cr') text += '\n'
    if (/^(?:wp:docPr|pic:cNvPr|v:shape)$/.test(name))
      text += `\n${attributes.descr ?? ''}\n${attributes.title ?? ''}\n${attributes.alt ?? ''}\n`
    takes = ['w:t', 'w:delText', 'w:instrText', 'w:delInstrText', 'm:t', 'a:t', 'w:sym'].includes(name)
  }
  readXml(part, {
    open: opened,
    text: (found) => {
      if (!takes) return
      text += found
      if (found.trim() === '') return
      if (look.vanish) note('words set as hidden')
      if (look.white && !shaded.includes(true)) note('white words')
      if (look.tiny) note('words too small to read')
      if (changed > 0) note('changes that were tracked and not accepted')
    },
    close: (name) => {
      open.pop()
      shaded.pop()
      takes = false
      if (['w:del', 'w:ins', 'w:moveFrom', 'w:moveTo'].includes(name) && !open.includes('w:rPr')) changed -= 1
      if (name === 'w:p') text += open.includes('w:tc') ? ' ' : '\n'
      if (name === 'w:tc') text += '\t'
      if (name === 'w:tr') text = `${text.replace(/[ \t]+$/, '')}\n`
    },
  })
  return text
}

const joined = (one: Look, other: Look): Look => ({
  vanish: one.vanish || other.vanish,
  white: one.white || other.white,
  tiny: one.tiny || other.tiny,
})

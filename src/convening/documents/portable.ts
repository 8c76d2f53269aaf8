import { getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { type DocumentText, type Hidden, MOST_TEXT, once, Unreadable } from './document.ts'

const MOST_PAGES = 300
/** In points, as set on the page. */
const SMALLEST = 3
/** Text rendering modes that paint nothing (ISO 32000-1, 9.3.6): invisible, and only as a clip. */
const UNPAINTED = [3, 7]

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>
type Page = Awaited<ReturnType<Pdf['getPage']>>

/** The words of a PDF, page by page, with those that are not painted, white, tiny or off the page. */
export async function readPortable(bytes: Buffer): Promise<DocumentText> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    isEvalSupported: false,
    enableXfa: false,
    stopAtErrors: true,
    verbosity: 0,
  }).catch((cause: unknown) => {
    const locked = cause instanceof Error && cause.name === 'PasswordException'
    throw new Unreadable(locked ? 'it is encrypted' : 'the file is broken or half sent', cause)
  })
  try {
    if (pdf.numPages > MOST_PAGES) throw new Unreadable(`it has more than ${MOST_PAGES} pages`)
    const hidden: Hidden[] = []
    const texts: string[] = []
    let blank = 0
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const { text, unseen, pictures } = await readPage(await pdf.getPage(number))
      texts.push(text)
      if (text.trim() === '' && pictures) blank += 1
      hidden.push(...unseen.map((what) => ({ what, where: `page ${number}` })))
      if (texts.reduce((sum, one) => sum + one.length, 0) > MOST_TEXT) throw new Unreadable('its text is too long')
    }
    if (blank > 0) throw new Unreadable('it has pages that are pictures, whose words cannot be read')
    const { about, made_by, inside } = await aboutOf(pdf)
    hidden.push(...inside.map((what) => ({ what, where: 'the file' })))
    return { text: texts.join('\n\n'), hidden: once(hidden), about, made_by }
  } catch (cause) {
    throw cause instanceof Unreadable ? cause : new Unreadable('the file is broken or half sent', cause)
  } finally {
    await pdf.cleanup()
  }
}

async function aboutOf(pdf: Pdf): Promise<{ about: string; made_by: string[]; inside: string[] }> {
  const { info, metadata } = await pdf.getMetadata()
  const said = Object.entries(info as Record<string, unknown>)
    .filter(([name]) => !/^(?:PDFFormatVersion|Producer|Creator|CreationDate|ModDate|Language)$/.test(name))
    .flatMap(([, value]) => (typeof value === 'string' ? [value] : Object.values((value ?? {}) as object).map(String)))
  const kept = [...((metadata ?? []) as Iterable<[string, unknown]>)]
    .filter(([name]) => /^(?:dc|pdf|photoshop|xmprights|custom):/i.test(name) && !/producer|format/i.test(name))
    .map(([name, value]) => ({ name, words: [value].flat().join(' ').trim() }))
  const author = (info as { Author?: unknown }).Author
  const made_by = [
    ...(typeof author === 'string' ? [author.trim()] : []),
    ...kept.filter(({ name }) => /creator|contributor|author|owner/i.test(name)).map(({ words }) => words),
  ].filter((one) => one !== '')
  const layers = await pdf.getOptionalContentConfig()
  const switchedOff = [...layers].some(([id]) => !layers.getGroup(id)?.visible)
  const inside = [
    ...((await pdf.getAttachments()) ? ['another file inside it'] : []),
    ...(switchedOff ? ['a layer that is switched off'] : []),
  ]
  return { about: [...said, ...kept.map(({ words }) => words)].join('\n'), made_by, inside }
}

async function readPage(page: Page): Promise<{ text: string; unseen: string[]; pictures: boolean }> {
  const unseen: string[] = []
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view
  const { items } = await page.getTextContent({ includeMarkedContent: false, disableNormalization: true })
  let text = ''
  for (const item of items) {
    if (!('str' in item)) continue
    text += item.str + (item.hasEOL ? '\n' : '')
    if (item.str.trim() === '') continue
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform as number[]
    if (Math.min(Math.hypot(a, b), Math.hypot(c, d)) <= SMALLEST) unseen.push('words too small to read')
    if (x + item.width < left || x > right || y > top || y + item.height < bottom) unseen.push('words off the page')
  }
  const painted = await paintedOn(page)
  // The reader of text leaves out what lies beyond the page, and the list of what is painted does not.
  const beyond = letters(painted.words) - letters(text)
  if (beyond > 0) unseen.push('words off the page')
  text += beyond > 0 ? `\n${painted.words}` : ''
  // Words that are in the text and were not met while painting could hide by a look that was not met either.
  if (-beyond > letters(text) / 10) throw new Unreadable('its pages cannot be read whole')
  const notes = (await page.getAnnotations()) as {
    subtype?: string
    contentsObj?: { str?: string }
    fieldValue?: unknown
  }[]
  for (const { subtype, contentsObj, fieldValue } of notes) {
    const said = contentsObj?.str ?? ''
    if (said.trim() !== '' && subtype !== 'Link' && subtype !== 'Widget') unseen.push('comments on the page')
    text += `\n${said}${typeof fieldValue === 'string' ? `\n${fieldValue}` : ''}`
  }
  return { text, unseen: [...unseen, ...painted.unseen], pictures: painted.pictures }
}

/** Walks what the page paints. White words over something that was filled with a colour are seen. */
async function paintedOn(page: Page): Promise<{ unseen: string[]; pictures: boolean; words: string }> {
  const { OPS } = await getResolvedPDFJS()
  const { fnArray, argsArray } = await page.getOperatorList()
  const unseen: string[] = []
  const kept: { mode: number; white: boolean }[] = []
  let now = { mode: 0, white: false }
  let coloured = false
  let pictures = false
  let words = ''
  const images = [
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintImageMaskXObject,
    OPS.paintImageXObjectRepeat,
  ]
  fnArray.forEach((operation: number, place: number) => {
    const args = argsArray[place] as unknown[]
    if (operation === OPS.save) kept.push({ ...now })
    else if (operation === OPS.restore) now = kept.pop() ?? now
    else if (operation === OPS.setTextRenderingMode) now = { ...now, mode: Number(args[0]) }
    else if (operation === OPS.setFillRGBColor) now = { ...now, white: isWhite(args) }
    else if (operation === OPS.setFillColorN || operation === OPS.shadingFill) now = { ...now, white: false }
    else if (images.includes(operation)) {
      pictures = true
      coloured = true
    } else if ([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.constructPath].includes(operation) && !now.white) {
      if (operation !== OPS.constructPath || [OPS.fill, OPS.eoFill, OPS.fillStroke].includes(Number(args[0])))
        coloured = true
    } else if (operation === OPS.showText && glyphsOf(args).trim() !== '') {
      words += ` ${glyphsOf(args)}`
      if (UNPAINTED.includes(now.mode)) unseen.push('words that are not painted')
      if (now.white && now.mode === 0 && !coloured) unseen.push('white words')
    }
  })
  return { unseen, pictures, words }
}

const glyphsOf = ([glyphs]: unknown[]) =>
  (glyphs as ({ unicode?: string } | number)[])
    .map((one) => (typeof one === 'object' ? (one?.unicode ?? '') : ''))
    .join('')

const letters = (text: string) => text.replace(/\s+/g, '').length

function isWhite(args: unknown[]): boolean {
  const [red] = args
  if (typeof red === 'string') return /^#f[0-9a-f]f[0-9a-f]f[0-9a-f]$/i.test(red)
  return args.length >= 3 && args.slice(0, 3).every((one) => Number(one) >= 240)
}

/** A sentence, a line of a list or a heading: what is read together. */
export type Piece = { start: number; end: number; text: string; heads: boolean; listed: boolean; first: boolean }

const BULLET = /^\s*(?:[*+>-]|\d{1,2}[.)]|[a-z][.)]|\(\w\))\s+/
const ABBREVIATED = /(?:\b(?:e\.g|i\.e|vs|dr|mr|mrs|ms|no|approx|inc|co|st|etc|cf|al|fig|sec|art|u\.s|c\.f\.r)\.)$/

/** Lines that were broken for width are one; a blank line, a bullet and the end of a sentence part. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let start = 0
  let first = true
  const close = (end: number) => {
    const part = text.slice(start, end)
    const lead = part.length - part.trimStart().length
    const own = part.trim()
    if (own !== '') {
      const listed = BULLET.test(part)
      const heads = /:$/.test(own) || (own.split(/\s+/).length <= 6 && !/[.!?]$/.test(own))
      pieces.push({ start: start + lead, end: start + lead + own.length, text: own, heads, listed, first })
      first = false
    }
    start = end
  }
  for (let place = 0; place < text.length; place += 1) {
    const one = text[place]
    if (one === '\n') {
      const next = text.slice(place + 1, place + 200)
      const before = text.slice(start, place)
      const blank = /^[ \t]*(?:\n|$)/.test(next)
      if (blank || BULLET.test(next) || /[:|]\s*$/.test(before) || isShortLine(before) || BULLET.test(before))
        close(place)
      if (blank) first = true
    } else if (
      (one === '.' || one === '!' || one === '?') &&
      /^(?:["')\]]*)(?:\s|$)/.test(text.slice(place + 1, place + 6))
    )
      if (!ABBREVIATED.test(text.slice(Math.max(0, place - 8), place + 1))) close(place + 1)
  }
  close(text.length)
  return pieces
}

/** A line of its own, as of an address or a list without bullets: nobody breaks a paragraph that early. */
const isShortLine = (line: string) => line.trim().length > 0 && line.trim().length < 32

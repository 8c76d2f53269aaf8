import { inflateSync } from 'node:zlib'

/** `farthest`: where the last column of words begins, in points from the left. */
export type ReadPdf = {
  pages: number
  title: string | null
  language: string | null
  tagged: boolean
  text: string
  width: number
  farthest: number
}

/** The text of a PDF of the kind that the product writes, as a reader program would find it: by each font's own table. */
export function readPdf(pdf: Buffer): ReadPdf {
  const whole = pdf.toString('latin1')
  const objects = new Map<string, { head: string; body: string }>()
  for (const [, number = '', content = ''] of whole.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = content.indexOf('stream\n')
    const head = at < 0 ? content : content.slice(0, at)
    const raw = at < 0 ? '' : content.slice(at + 7, content.lastIndexOf('\nendstream'))
    const body = head.includes('/FlateDecode') && raw ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1') : raw
    objects.set(number, { head, body })
  }
  const all = [...objects.values()].map(({ head }) => head)
  const fonts = new Map<string, Map<string, string>>()
  for (const [, name = '', number = ''] of all.join('\n').matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number)?.head ?? '')?.[1]
    if (unicode) fonts.set(name, tableOf(objects.get(unicode)?.body ?? ''))
  }
  const bodies = [...objects.values()].map(({ body }) => body).filter((body) => body.includes(' Tf'))
  const texts = bodies.map((body) => textOf(body, fonts))
  const titled = /\/Title (\d+) 0 R/.exec(whole)?.[1]
  const title = /^\((?:þÿ)?([\s\S]*)\)$/.exec(objects.get(titled ?? '')?.head.trim() ?? '')?.[1] ?? null
  return {
    pages: all.filter((head) => /\/Type \/Page\b(?!s)/.test(head)).length,
    title: title?.replaceAll('\0', '').replaceAll(/\\(.)/g, '$1') ?? null,
    language: /\/Lang \(([^)]*)\)/.exec(whole)?.[1] ?? null,
    tagged: /\/Marked true/.test(whole),
    text: texts.join('\n'),
    width: Number(/\/MediaBox \[0 0 ([\d.]+)/.exec(whole)?.[1]),
    farthest: Math.max(
      ...bodies.flatMap((body) => [...body.matchAll(/1 0 0 1 ([\d.]+) [\d.]+ Tm/g)].map(([, x]) => Number(x))),
    ),
  }
}

function tableOf(body: string): Map<string, string> {
  const table = new Map<string, string>()
  for (const [, from = '0', , list = ''] of body.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi))
    for (const [i, [, unicode = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries())
      table.set(
        (Number.parseInt(from, 16) + i).toString(16).padStart(4, '0'),
        Buffer.from(unicode.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
      )
  return table
}

/** Words that stand on one line are in one text object each; they come with a space between. */
function textOf(body: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> | undefined
  const words: string[] = []
  for (const [, name, shown] of body.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = fonts.get(name)
    else
      words.push(
        [...(shown ?? '').matchAll(/<([0-9a-f]*)>/gi)]
          .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
          .map((glyph) => font?.get(glyph.toLowerCase()) ?? '')
          .join(''),
      )
  }
  return words.join('')
}

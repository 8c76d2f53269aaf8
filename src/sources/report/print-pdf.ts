import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Words, or anything that can be drawn in their place. */
export type Cell = string | { [style: string]: unknown }

export type Printed = {
  title: string
  subject: string
  orientation: 'portrait' | 'landscape'
  content: readonly { [name: string]: unknown }[]
  /** At the foot of every page. */
  foot: string
}

/** A document to print and to send, tagged for those who have it read to them. */
export async function printPdf({ title, subject, orientation, content, foot }: Printed): Promise<Buffer> {
  const { default: pdfmake } = await import('pdfmake')
  const fonts = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto')
  pdfmake.addFonts({
    Roboto: {
      normal: join(fonts, 'Roboto-Regular.ttf'),
      bold: join(fonts, 'Roboto-Medium.ttf'),
      italics: join(fonts, 'Roboto-Italic.ttf'),
      bolditalics: join(fonts, 'Roboto-MediumItalic.ttf'),
    },
  })
  // Nothing but its own fonts is read, whatever stands in a file's name.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts))
  return pdfmake
    .createPdf({
      info: { title, subject },
      language: 'en-US',
      lang: 'en-US',
      tagged: true,
      displayTitle: true,
      pageSize: 'LETTER',
      pageOrientation: orientation,
      pageMargins: [36, 36, 36, 40],
      defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.15 },
      styles: {
        title: { fontSize: 17, bold: true, margin: [0, 0, 0, 2] },
        heading: { fontSize: 12, bold: true, margin: [0, 14, 0, 5] },
        subheading: { fontSize: 10, bold: true, margin: [0, 8, 0, 3] },
        about: { color: '#444444', margin: [0, 0, 0, 6] },
        head: { bold: true, fillColor: '#e9eef4' },
      },
      content: [{ text: title, style: 'title' }, ...content],
      footer: (page, pages) => ({
        columns: [
          { text: foot, color: '#555555' },
          { text: `page ${page} of ${pages}`, alignment: 'right', color: '#555555', width: 80 },
        ],
        margin: [36, 10, 36, 0],
        fontSize: 8,
      }),
    })
    .getBuffer()
}

export const heading = (text: string) => ({ text, style: 'heading', headlineLevel: 1 })

/** The head is repeated on each page, and no row is torn. */
export const table = (
  widths: readonly (string | number)[],
  head: readonly Cell[],
  rows: readonly (readonly Cell[])[],
) => ({
  table: {
    headerRows: 1,
    dontBreakRows: true,
    widths: [...widths],
    body: [
      head.map((name) => (typeof name === 'string' ? { text: name, style: 'head' } : name)),
      ...rows.map((row) => [...row]),
    ],
  },
  layout: 'lightHorizontalLines',
})

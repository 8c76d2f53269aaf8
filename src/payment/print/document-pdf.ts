import { heading, printPdf, table } from '../../sources/report/print-pdf.ts'
import type { Block, PrintedDocument } from './document.ts'

export function documentPdf({ title, about, blocks, foot }: PrintedDocument): Promise<Buffer> {
  const content = [{ text: about, style: 'about' }, ...blocks.flatMap(blockPdf)]
  return printPdf({ title, subject: about, orientation: 'portrait', content, foot })
}

function blockPdf(block: Block): { [name: string]: unknown }[] {
  switch (block.kind) {
    case 'heading':
      return [block.level === 2 ? heading(block.text) : { text: block.text, style: 'subheading', headlineLevel: 2 }]
    case 'text':
      return [{ text: block.text, margin: [0, 0, 0, 4] }]
    case 'list':
      return [{ ul: block.items, margin: [0, 0, 0, 4] }]
    case 'table': {
      const widths = block.head.map((_, i) => (block.wide.includes(i) ? '*' : 'auto'))
      return [
        { text: block.caption, style: 'about' },
        { ...table(widths, block.head, block.rows), margin: [0, 0, 0, 6] },
      ]
    }
  }
}

import type { Block, PrintedDocument } from './document.ts'

/** One page that needs nothing else: readable on a screen, by a screen reader and on paper. */
export function documentHtml({ title, about, blocks, foot }: PrintedDocument): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p class="about">${escaped(about)}</p>
${blocks.map(blockHtml).join('\n')}
</main>
<footer>${escaped(foot)}</footer>
</body>
</html>
`
}

const STYLE = `
body { font: 1rem/1.45 system-ui, sans-serif; color: #1b1b1b; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1rem; }
.about, caption, footer { color: #444; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1rem; }
caption { text-align: left; padding: 0.25rem 0; }
th, td { border-bottom: 1px solid #999; padding: 0.3rem 0.6rem 0.3rem 0; text-align: left; vertical-align: top; }
thead th { border-bottom-width: 2px; }
td, tbody th { white-space: pre-line; font-weight: normal; }
footer { margin-top: 3rem; border-top: 1px solid #999; padding-top: 0.5rem; font-size: 0.875rem; }
@media print { body { max-width: none; margin: 0; font-size: 10pt; } tr, h2, h3 { break-inside: avoid; } h2, h3 { break-after: avoid; } .wide { overflow: visible; } }
`

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escaped(block.text)}</h${block.level}>`
    case 'text':
      return `<p>${escaped(block.text)}</p>`
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${escaped(item)}</li>`).join('\n')}\n</ul>`
    case 'table': {
      const head = block.head.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')
      const rows = block.rows.map(([first = '', ...rest]) => {
        const cells = rest.map((cell) => `<td>${escaped(cell)}</td>`).join('')
        return `<tr><th scope="row">${escaped(first)}</th>${cells}</tr>`
      })
      // A table that is wider than the screen is scrolled, by the keyboard too.
      return `<div class="wide" tabindex="0" role="region" aria-label="${escaped(block.caption)}"><table>
<caption>${escaped(block.caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`
    }
  }
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Whatever a model or a contract says is text. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)

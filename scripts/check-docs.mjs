// The documentation holds together: no dead link, every room has its page, words the product does not use stay out.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { ROOT } from './setup.mjs'

const faults = []
const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'].map((n) => join(ROOT, n)),
  ...walk(join(ROOT, 'docs')),
].filter((p) => p.endsWith('.md'))
const anchors = new Map(pages.map((p) => [p, headings(readFileSync(p, 'utf8'))]))

for (const page of pages) {
  const text = readFileSync(page, 'utf8').replaceAll(/```[\s\S]*?```/g, '')
  for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^(https?:|mailto:)/.test(target)) continue
    const [path = '', anchor] = target.split('#')
    const file = path === '' ? page : resolve(dirname(page), path)
    if (!existsSync(file)) faults.push(`${relative(ROOT, page)}: dead link ${target}`)
    else if (anchor && anchors.has(file) && !anchors.get(file).has(anchor))
      faults.push(`${relative(ROOT, page)}: no heading for ${target}`)
  }
  const limit = page.endsWith('README.md') ? 120 : 250
  if (!page.includes(join('docs', 'reference')) && text.split('\n').length > limit)
    faults.push(`${relative(ROOT, page)}: more than ${limit} lines`)
}

for (const room of readdirSync(join(ROOT, 'src'))) {
  if (!statSync(join(ROOT, 'src', room)).isDirectory()) continue
  const page = { cli: 'command-line', demo: 'demonstration' }[room] ?? room
  if (!existsSync(join(ROOT, 'docs', 'concepts', `${page}.md`)))
    faults.push(`docs/concepts/${page}.md: the room src/${room} has no page`)
}

if (faults.length > 0) {
  console.error(faults.join('\n'))
  process.exit(1)
}

function headings(text) {
  return new Set(
    [...text.matchAll(/^#+\s+(.+)$/gm)].map(([, h]) =>
      h
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    ),
  )
}

function* walk(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* walk(path)
    else yield path
  }
}

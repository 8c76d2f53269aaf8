import { readXml, wordsOf } from './xml.ts'
import type { ZipParts } from './zip-parts.ts'

const PROPERTIES = /^(?:docProps|customXml)\/[^/]+\.xml$/
const MAKERS = /(?:^|:)(?:creator|lastModifiedBy|Company|Manager)$/
/** Where the template, or the book itself, lies on its maker's disk. */
const PLACES = /^(?:word\/_rels\/settings\.xml\.rels|xl\/workbook\.xml)$/

/** What an Office file says of itself beside its words (ECMA-376, part 1, 15.2.12), and who made it. */
export function officeProperties(parts: ZipParts): { about: string; made_by: string[] } {
  const about: string[] = []
  const made_by: string[] = []
  for (const [name, part] of parts) {
    if (PLACES.test(name))
      readXml(part, {
        open: (element, { Target, TargetMode, url }) => {
          if (TargetMode === 'External' && Target) about.push(decoded(Target))
          if (element.endsWith(':absPath') && url) about.push(url)
        },
      })
    if (!PROPERTIES.test(name)) continue
    about.push(wordsOf(part))
    let within = ''
    readXml(part, {
      open: (element) => {
        within = element
      },
      text: (found) => {
        if (MAKERS.test(within) && found.trim() !== '') made_by.push(found.trim())
      },
    })
  }
  return { about: about.filter((one) => one !== '').join('\n'), made_by }
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target)
  } catch {
    return target
  }
}

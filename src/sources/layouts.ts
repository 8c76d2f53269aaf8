import { cclf } from './cclf/layout.ts'
import type { FileLayout, Layout } from './layout.ts'
import { tuva } from './layout-tuva.ts'
import { wholepanel } from './layout-wholepanel.ts'

/** Every layout a file is tried against, in this order where two fit equally well. */
export const layouts: readonly Layout[] = [cclf, wholepanel, tuva]

/** Example: `fileLayout('tuva', 'eligibility')`. */
export function fileLayout(layout: string, file: string): FileLayout {
  const found = layouts.find((l) => l.name === layout)?.files.find((f) => f.name === file)
  if (!found) throw new Error(`no layout ${layout}/${file}`)
  return found
}

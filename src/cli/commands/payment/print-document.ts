import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { WholepanelError } from '../../../error.ts'
import { readModel } from '../../../model/read-model.ts'
import type { PrintedDocument } from '../../../payment/print/document.ts'
import { documentHtml } from '../../../payment/print/document-html.ts'
import { exhibitOf } from '../../../payment/print/exhibit.ts'
import { guideOf } from '../../../payment/print/guide.ts'
import { period as periodOf } from '../../../period.ts'
import { type Context, DONE } from '../../context.ts'
import { findArrangement } from './find-arrangement.ts'
import { foldersOf } from './models.ts'

export type PrintOptions = { html?: string; pdf?: string; period?: string; track?: string }

/** A contract as a document for its two parties; the period is the year in which it begins where none is asked for. */
export async function printExhibit(context: Context, asked: string, options: PrintOptions): Promise<number> {
  requireFile(options)
  const arrangement = await findArrangement(context, asked, 'arrangements exhibit')
  const folders = foldersOf(context)
  const model = readModel(arrangement.model, folders)
  const period = periodOf(options.period ?? arrangement.start_date.slice(0, 4))
  return write(context, exhibitOf(arrangement, model, period, folders), options, 0o600)
}

/** A year of a program as a document for everybody. */
export async function printGuide(context: Context, id: string, options: PrintOptions): Promise<number> {
  requireFile(options)
  const folders = foldersOf(context)
  const model = readModel(id, folders)
  const period = periodOf(options.period ?? '')
  return write(context, guideOf(model, period, options.track, folders), options, 0o644)
}

/** Before anything is read, so that no release is written down for nothing. */
function requireFile({ html, pdf }: PrintOptions): void {
  if (html === undefined && pdf === undefined)
    throw new WholepanelError('input-argument', { got: 'neither --html nor --pdf', want: 'a file to write to' })
}

async function write(
  context: Context,
  document: PrintedDocument,
  options: PrintOptions,
  mode: number,
): Promise<number> {
  const put = (path: string, content: string | Buffer) => {
    writeFileSync(resolve(context.cwd, path), content, { mode })
    context.say(`${path} written`)
  }
  if (options.html !== undefined) put(options.html, documentHtml(document))
  if (options.pdf !== undefined) {
    const { documentPdf } = await import('../../../payment/print/document-pdf.ts')
    put(options.pdf, await documentPdf(document))
  }
  return DONE
}

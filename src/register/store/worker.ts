import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { Statements } from './statements.ts'
import { PARSERS } from './values.ts'

/** A query with its parameters; without (null), statements in plain text. */
export type Statement = { sql: string; parameters: readonly unknown[] | null }
export type Result = { rows: unknown[]; affectedRows: number | undefined }
/** What the thread is asked: statements, or to close. */
export type Question = { id: number } & ({ statements: readonly Statement[] } | { close: true })
export type Answer = { id: number; results: Result[] } | { id: number; fault: Fault }
/** An error as it crosses to the main thread; `code` and the like stand in `fields`. */
export type Fault = { name: string; message: string; fields: Record<string, string> }
export type Opening = { folder: string | null }

const { folder } = workerData as Opening
const port = parentPort
const opened = PGlite.create({
  ...(folder === null ? {} : { dataDir: folder }),
  parsers: { ...PARSERS },
}).then((pglite) => ({ pglite, statements: new Statements(pglite) }))
// Told to whoever asks first.
opened.catch(() => undefined)

port?.on('message', async (question: Question) => {
  port.postMessage(await answer(question))
  if ('close' in question) port.close()
})

async function answer(question: Question): Promise<Answer> {
  const { id } = question
  try {
    const { pglite, statements } = await opened
    if ('close' in question) await pglite.close()
    else return { id, results: await statements.run(question.statements) }
    return { id, results: [] }
  } catch (error) {
    return { id, fault: faultOf(error) }
  }
}

/** The statement and its parameters stay here: they may hold a person's value. */
function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), fields: {} }
  const { query: _query, params: _params, ...others } = error as Error & { query?: unknown; params?: unknown }
  const fields = Object.entries(others).filter((field): field is [string, string] => typeof field[1] === 'string')
  return { name: error.name, message: error.message, fields: Object.fromEntries(fields) }
}

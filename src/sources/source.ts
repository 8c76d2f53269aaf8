import type { Engine } from '../lake/engine.ts'
import type { Sql } from '../lake/sql.ts'
import type { Table } from '../lake/table.ts'
import type { Layout } from './layouts/layout.ts'
import type { Recognised } from './read/recognise.ts'
import type { ReceivedFile } from './receive/receive.ts'
import type { StagedFile } from './staged.ts'
import type { Sender } from './validate/sender.ts'

/**
 * One way in which files come: how a file is known to be of it, read, brought into the common data model, and what its
 * later records do to earlier ones. A module per source exports one of these; `sources.ts` lists them.
 */
export type Source = {
  layout: Layout
  /**
   * What the file is, by its name and first bytes; null when it is not of this source. Throws when it is and cannot be
   * taken. A source without it is known by the names of its columns.
   */
  recognise?: (engine: Engine, received: ReceivedFile) => Promise<Recognised | null>
  /**
   * Fills `raw_table` (record_number and every field of the file's layout as text) from the file in UTF-8 at `path`, ends
   * the records that cannot be read, and returns how many physical records the file has. Left out: by the file's format.
   */
  read?: (engine: Engine, staged: StagedFile, path: string, scratch: string) => Promise<number>
  /** What is odd about the records that were read, beyond what each field says of itself. */
  validate?: (engine: Engine, staged: StagedFile) => Promise<void>
  /** Where records are read under the common names: the sender's name of each column, for findings. */
  sentNames?: ReadonlyMap<string, string>
  /** The staged files of one submission in the common data model. Left out: each file is a table, by its columns' names. */
  map?: (engine: Engine, given: Mapping) => Promise<readonly Mapped[]>
  /**
   * Other files of a delivery refer to its records (a claim to an Organization). A file that repeats an earlier one is
   * then read all the same, so that they resolve; its records are duplicates.
   */
  isReferredTo?: boolean
  /** One row per thing that only this layout knows to be odd, over the files that came; in the columns of `noticed`. */
  check?: (files: readonly SentFile[]) => Sql
  /** What records do to earlier ones. Left out: a later row of one key replaces an earlier one. */
  life?: ClaimLife
}

export type Mapping = { source: Source; staged: readonly StagedFile[]; sender: Sender; submission_id: string }

/** Rows for one table of the common data model, in its declared columns. */
export type Mapped = { table: Table; relation: Sql }

/** A file that came, refused ones left out. */
export type SentFile = {
  file_id: string
  file_name: string
  /** Physical records that came. */
  records: number
  /** Where its bytes lie. */
  path: string
  /** It came before: what it says of itself was looked at then. */
  is_repeated: boolean
}

export type ClaimLife = {
  /** Tables of the common data model whose history decides. */
  tables: readonly string[]
  /**
   * Rows whose feed starts so are versions of claims: `gone` alone says which of them a later one replaces. Left out:
   * the later row of one key is in force. `whole`: a claim that comes again comes with all its lines.
   */
  versions?: { feeds: string; whole: boolean }
  /** What `gone` and `noticed` read besides: tables of the engine. */
  prepare?: (engine: Engine, given: LifeGiven) => Promise<void>
  /**
   * One row per record of the payer that is out of force, over everything it ever sent: file_id, record_number,
   * by_file_id, by_record_number, rule. Reads `<table>_history`, `superseded` and `withdrawn` (files that were
   * sent again, corrected). What this submission does not touch may be left out: it was decided before.
   */
  gone: (payer: string) => Sql
  /** One row per record of this submission that only tells more about another: file_id, record_number, of_file_id, of_record_number. */
  companions?: () => Sql
  /** Findings that are known only once it is decided, in the columns of `noticed`; one rule. */
  noticed?: (payer: string, submission_id: string) => Sql
}

export type LifeGiven = { payer: string; submission_id: string }

/** What is to be destroyed: one delivery, everything of one payer, or everything about one person. */
export type Target =
  | { kind: 'submission'; submission_id: string }
  | { kind: 'payer'; payer: string }
  /** A person is every number under which payers know them. */
  | { kind: 'person'; members: readonly Member[] }

export type Member = { payer: string; member_id: string }

/** One file or folder of the region, by its path in it, and what is done with it. */
export type Item = {
  /** remove: all of it. blank: some records become spaces, so that every other keeps its number. rewrite: without some rows. */
  action: 'remove' | 'blank' | 'rewrite'
  path: string
  /** In plain words, for the list and the tombstone: never whose. */
  what: string
  payer: string
  submission_id: string | null
  file_id: string | null
  /** Rows or physical records that go. */
  records: number
  bytes: number
  /** Before. */
  sha256: string
  /** Physical records of a received file. */
  numbers?: readonly number[]
}

/** What a purge does, in this order, and what it cannot do. */
export type Purge = {
  target: Target
  items: readonly Item[]
  /** Runs that go whole, because what they say rests on what goes. */
  runs: readonly string[]
  /** Folders of the lake of which only stays that a delivery came and how its records ended. */
  closed: readonly string[]
  /** What may hold copies and is not the region's to destroy. */
  elsewhere: readonly string[]
  /** Keys under which runs know the person, where it is one. */
  person_ids: readonly string[]
}

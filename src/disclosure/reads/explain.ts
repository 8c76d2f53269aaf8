import { WholepanelError } from '../../error.ts'
import type { RecordReference } from '../../explain/context.ts'
import { explain, parseExplainId } from '../../explain/explain.ts'
import type { Explained, SourceRecord } from '../../explain/explained.ts'
import { refused } from '../../governance/permit.ts'
import type { Dataset, Value } from '../dataset.ts'
import { peopleIn } from '../people-in.ts'
import { type Door, release, type Withheld } from '../release.ts'
import { fenceOf } from './fence.ts'
import type { Cut } from './fences/cut.ts'
import { answersFor, type Reading } from './reading.ts'
import { recordsFor } from './records.ts'

/** Terms and records listed of one explanation; the rest are counted. */
const LISTED = 100

export type ReadRecords = (references: readonly RecordReference[]) => Promise<SourceRecord[]>

/** What has passed the fence leaves as it stands; the fence itself decided per kind, with the viewer. */
const EXPLANATION: Dataset = {
  name: 'explanation',
  columns: Object.fromEntries(
    [
      'id',
      'kind',
      'title',
      'value',
      'unit',
      'because',
      'reason',
      'rule',
      'formula',
      'says',
      'steps',
      'terms',
      'records',
      'more',
      'border',
    ].map((one) => [one, 'public' as const]),
  ),
  parties: () => ({}),
}

/**
 * One number taken apart, as far as the viewer's right goes, and a word where it ends. What the viewer may not open
 * and what is not there are refused alike.
 */
export async function readExplanation(
  reading: Reading,
  door: Door,
  id: string,
  records: ReadRecords,
): Promise<Record<string, Value> & { withheld: Withheld[] }> {
  const { kind, keys } = parseExplainId(id)
  const cut = await fenceOf(reading, door, kind, keys)
  if (!cut) throw refused()
  const found = await whole(reading, door, id, records, cut.payer ?? null)
  const shown = await recordsFor(reading, door.viewer, cut.records ?? 'own', found.records)
  const stripped = strip({ ...found, records: shown.records }, cut, shown.held_back)
  const people = await peopleIn(answersFor(reading, door.viewer), [
    id,
    ...stripped.terms.map((term) => term.explain_id),
  ])
  const [row] = await release(door, { ...EXPLANATION, person: () => people }, [stripped as never])
  if (!row) throw refused()
  return { ...row, withheld: cut.withheld ?? [] }
}

async function whole(
  reading: Reading,
  door: Door,
  id: string,
  records: ReadRecords,
  payer: string | null,
): Promise<Explained> {
  try {
    return await explain(
      { engine: answersFor(reading, door.viewer), models: reading.folders, limit: LISTED, records, payer },
      id,
    )
  } catch (error) {
    if (error instanceof WholepanelError && error.code === 'input-explain-id' && door.viewer.role !== 'operator')
      throw refused()
    throw error
  }
}

function strip(found: Explained, cut: Cut, heldBack: string | null): Explained {
  const border = [cut.border, heldBack].filter((one) => one !== null && one !== undefined)
  return {
    ...found,
    value: cut.value ? cut.value(found.value) : found.value,
    because: cut.because ?? found.because,
    reason: cut.hideReason ? null : found.reason,
    rule: cut.hideReason ? null : found.rule,
    ...(cut.working?.(found) ?? {}),
    ...(cut.terms ? { terms: found.terms.flatMap((term) => cut.terms?.(term) ?? []) } : {}),
    more: cut.hideMore ? { terms: 0, records: 0 } : found.more,
    border: border.length > 0 ? border.join(' ') : null,
  }
}

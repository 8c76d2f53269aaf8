import { readMeasures } from '../../quality/read-measures.ts'
import type { RecordReference } from '../context.ts'
import { explained, explainId, type Kind, parameter, result, rowOf, text } from '../context.ts'
import { measureTerms } from '../measure-terms.ts'

/** Whether a person (or a stay) meets a measure, with the records that say so. */
export const measureStatus: Kind = async (context, keys) => {
  const status = await rowOf(context, 'measure_status', ['period', 'measure', 'person_id', 'event_id'], keys)
  if (!status) return undefined
  const measure = readMeasures().find((one) => one.measure === keys[1])
  const references: RecordReference[] = []
  for (const role of ['eligible', 'evidence']) {
    const file_id = status[`${role}_file_id`]
    if (typeof file_id === 'string')
      references.push({ file_id, record_number: Number(status[`${role}_record_number`]) })
  }
  return explained({
    id: explainId('measure_status', ...keys),
    kind: 'measure_status',
    title: `${measure?.title ?? keys[1]}, for one person in ${keys[0]}`,
    value: text(status.status),
    unit: 'code',
    because: `Status ${status.status}: ${String(status.reason).replaceAll('-', ' ')}.`,
    reason: text(status.reason),
    rule: text(status.rule),
    terms: [
      ...(measure ? measureTerms(measure) : []),
      ...(measure?.counts === 'stays'
        ? [result('stay', 'The stay', keys[3], 'code', explainId('encounter', keys[2], keys[3]))]
        : []),
      ...[
        parameter('evidence_date', 'Day of the evidence', status.evidence_date, 'date', null),
        parameter('evidence_value', 'Value of the evidence', status.evidence_value, 'text', null),
      ].map((term) => ({ ...term, kind: 'record' as const })),
    ],
    records: await context.records(references),
  })
}

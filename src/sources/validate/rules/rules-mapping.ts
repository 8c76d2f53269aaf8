import type { Rule } from './rules.ts'

/** What a mapping of the region says of a sender's own files. */
export const MAPPING_RULES = {
  'code-not-in-mapping': {
    severity: 'by-field',
    expected: 'a code that the mapping translates',
    fix: 'add the code to the mapping, or send one that it knows',
  },
  'lookup-not-found': {
    severity: 'by-field',
    expected: 'a value that the lookup knows, with one meaning',
    fix: 'add it to the lookup, or correct the value',
  },
  'left-out-by-mapping': {
    severity: 'note',
    expected: 'a record that meets only_where of the mapping',
    fix: 'kept in the received file; the mapping says only_where',
  },
  'span-without-month': {
    severity: 'warned',
    expected: 'a span with a month that the file speaks of',
    fix: 'check the days; the record gives no row',
  },
} as const satisfies Record<string, Rule>

import type { Migration } from '../index.ts'

const PARTY = `current_setting('wholepanel.party', true)`
/** Whose people acted; who only happens to share a key is another party. */
const isOwn = `participant is not null and (
     (role = 'payer' and ${PARTY} = 'payer:' || participant)
  or (role in ('practice', 'provider-organization') and ${PARTY} = 'organization:' || participant)
  or (role = 'purchaser' and ${PARTY} = 'purchaser:' || participant)
  or (role = 'coach' and ${PARTY} = 'coach:' || participant))`

/**
 * What coaches do says which practice asked for help. The convener hears how many did, and no longer reads it in the log; the
 * coach's organization and the operator do.
 */
export const logOfCoaches: Migration = {
  version: 21,
  name: 'log of coaches',
  statements: [
    `drop policy reader on wholepanel.event`,
    `create policy reader on wholepanel.event for select to wholepanel_reader
       using (${PARTY} = 'operator' or (${isOwn})
              or (${PARTY} = 'convener' and (role = 'convener' or (purpose = 'convening' and role is distinct from 'coach')))
              or (${PARTY} = 'state' and role = 'state'))`,
  ],
}

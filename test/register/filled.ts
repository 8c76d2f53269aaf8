import { recordAction } from '../../src/register/alignment/actions.ts'
import { stateAnswers } from '../../src/register/alignment/profile-answers.ts'
import { saveArrangements } from '../../src/register/arrangements.ts'
import { saveDirectory } from '../../src/register/directory.ts'
import { recordFeed } from '../../src/register/feeds/feeds.ts'
import { recordThreshold } from '../../src/register/feeds/thresholds.ts'
import { askWaiver } from '../../src/register/feeds/waivers.ts'
import { recordRelease } from '../../src/register/log/releases.ts'
import type { Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { saveOperatorToken } from '../../src/register/people/operator-token.ts'
import { recordAgreement } from '../../src/register/rights/agreements.ts'
import { recordGroupOptIn } from '../../src/register/rights/group-opt-ins.ts'
import { recordTombstones } from '../../src/register/rights/tombstones.ts'
import { finishRun, startRun } from '../../src/register/runs.ts'
import { recordSubmission } from '../../src/register/submissions.ts'
import { fillCoaching } from './filled-coaching.ts'
import { fillConvening } from './filled-convening.ts'
import { fillPeople } from './filled-people.ts'
import { fillRecruitment } from './filled-recruitment.ts'
import { contract, delivery, NOW, payer } from './suite.ts'

/** Text that lines, quotes, escapes and characters of several bytes stand in. */
const ODD = 'a "quoted" \\name\\, of two\nlines\tand \u2028 one more {x,NULL} 診療所 🏥'

const CONVENER = { role: 'convener', organization_id: null }
const SAID = { answer: JSON.stringify({ value: 'shared', source: ODD }), stated_by: 'ana' }
const AGREED = { target: '{}', says: ODD, owner: 'ana', due_date: '2026-06-30', recorded_by: 'ana' }

/** In every table at least one row, of two payers where rows are a payer's, with values that a careless copy would change. */
export async function fill(register: Register): Promise<void> {
  await registerPayer(register, { payer: 'summit', payer_name: ODD, names_in_files: [ODD, '', 'NULL'] }, NOW)
  await registerPayer(register, { payer: 'keystone' }, '2026-01-05T10:00:00.123456Z')
  await saveDirectory(register, {
    organizations: [{ organization_id: 'elm', organization_name: ODD, parent_organization_id: null }],
    practices: [{ practice_id: 'elm-1', practice_name: 'Elm', organization_id: 'elm' }],
  })
  await saveArrangements(register, [
    contract('summit', 'elm'),
    contract('keystone', 'elm', '2025-06-30'),
    contract('keystone', 'oak'),
  ])
  const agreed = { title: ODD, purposes: ['operations'], start_date: '2025-01-01', on_end: 'keep' as const }
  const owed = { about: ODD, tables: ['medical_claim'], cadence: 'monthly' as const, due_days: 5, resubmit_days: 5 }
  const most = { most_share: '0.050', start_date: '2025-01-01', end_date: null, source: 'a letter' }
  const asked = { feed: 'claims', rule: null, reason: ODD, start_date: '2026-01-01', end_date: '2026-02-01' }
  for (const of of ['summit', 'keystone']) {
    await recordAgreement(register, { ...agreed, payer: of, document: 'a drawer' }, NOW)
    await recordGroupOptIn(register, { payer: of, group_id: 'g', start_date: '2025-01-01', document: 'd' }, NOW)
    await recordFeed(register, { payer: of, feed: 'claims', first_period_end: '2025-01-31', ...owed }, NOW)
    await recordThreshold(register, { threshold: `of ${of}`, payer: of, rule: 'date-order', ...most })
    await askWaiver(register, { payer: of, ...asked, asked_by: 'ana' }, payer(of), NOW)
    await recordTombstones(register, [{ ...STONE, payer: of }])
    await stateAnswers(register, [{ payer: of, element: 'portal', from_date: '2026-01-01', ...SAID }], payer(of), NOW)
    await recordAction(register, { payer: of, element: 'portal', ...AGREED }, CONVENER, NOW)
  }
  await recordThreshold(register, { threshold: 'for all', payer: null, rule: 'date-order', ...most })
  for (let i = 0; i < 3; i++)
    await recordRelease(register, { ...RELEASE, viewer: `viewer ${i}` }, READ, [
      { dataset: 'panel', person_ids: ['p'] },
    ])
  const uses = [{ purpose: 'cost', grade: 'fit' as const, because: ODD }]
  await recordSubmission(register, { ...delivery('s1', 'summit'), uses })
  const many = Array.from({ length: 2_500 }, (_, i) => ({ ...FINDING, column: `column ${i}` }))
  await recordSubmission(register, { ...delivery('k1', 'keystone'), uses, findings: many })
  const run = { run_id: '2025-a', period: '2025', inputs_hash: 'i', version: '0.1.0', as_of: null, started_at: NOW }
  await startRun(register, { ...run, submissions: ['s1', 'k1'] })
  await finishRun(register, '2025-a', NOW, [{ table: 'person', rows: 3, fingerprint: 'f', milliseconds: 5 }])
  await saveOperatorToken(register, NOW)
  await fillPeople(register)
  await fillConvening(register)
  await fillCoaching(register)
  await fillRecruitment(register)
}
export const READ = { act: 'read-panel', about: 'practice:elm', detail: { outcome: 'done' } }
export const RELEASE = {
  ...{ viewer: 'v', role: 'payer', organization_id: 'summit', purpose: 'payment', path: '/api', policy: 'p' },
  withheld: [ODD],
  released_at: NOW,
}
const FINDING = {
  ...{ file_id: 'k1-2', rule: 'date-order', severity: 'warned', records: 5_000_000_000, expected: ODD, fix: 'f' },
  first_record: null,
}
const STONE = {
  ...{ kind: 'submission' as const, payer: 'summit', submission_id: 'gone', file_id: null, what: 'received file' },
  ...{ records: 1, bytes: 9_000_000_000, sha256: 'ab', authority: ODD, purged_at: NOW, purged_by: 'operator' },
}

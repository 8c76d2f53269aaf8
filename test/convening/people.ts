import type { Register } from '../../src/register/open.ts'
import { insertAccessGrant } from '../../src/register/people/access-grants.ts'
import { insertAccount } from '../../src/register/people/accounts.ts'
import { saveParticipant } from '../../src/register/people/participants.ts'

export const NOW = '2026-01-05T10:00:00.000Z'

/** Two payers and a convener: `pam` administers summit, `sol` works for it and has no address, `kay` for keystone. */
export async function withPeople(register: Register): Promise<void> {
  for (const [participant, kind] of [
    ['summit', 'payer'],
    ['keystone', 'payer'],
    ['tide', 'convener'],
  ] as const)
    await saveParticipant(register, { participant, participant_name: `${participant} health`, kind }, NOW)
  const people = [
    ['pam', 'payer', 'payment', 'summit', true],
    ['sol', 'payer', 'payment', 'summit', false],
    ['kay', 'payer', 'payment', 'keystone', false],
    ['ann', 'convener', 'convening', 'tide', false],
    ['left', 'payer', 'payment', 'summit', false],
  ] as const
  for (const [account, role, purpose, participant, administers] of people)
    await register.engine(async (tx) => {
      const email = account === 'sol' ? null : `${account}@example.org`
      await insertAccount(tx, { account, name: account, email }, 'operator', NOW)
      const ended = account === 'left' ? { end_date: '2026-01-04' } : {}
      const grant = { account, role, purpose, participant, administers, start_date: '2026-01-01', ...ended }
      await insertAccessGrant(tx, grant, 'operator', NOW)
    })
}

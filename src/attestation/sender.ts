import type { Register } from '../register/open.ts'
import { listPayers, registerPayer } from '../register/payers.ts'
import { listAgreements, recordAgreement } from '../register/rights/agreements.ts'

/** The key under which statements that were captured here come into the lake, as any other sender's files do. */
export const STATEMENTS = 'patient-statements'

/**
 * Registers the sender of captured statements, with the right by which they are used: the patients' own word. Once: what
 * the operator changes or withdraws afterwards stays so.
 */
export async function introduceStatements(register: Register, now: string): Promise<void> {
  const known = (await listPayers(register, 'senders')).some((one) => one.payer === STATEMENTS)
  if (!known)
    await registerPayer(register, { payer: STATEMENTS, payer_name: "Patients' own statements", kind: 'convener' }, now)
  const agreed = (await listAgreements(register)).some((one) => one.payer === STATEMENTS)
  if (!agreed)
    await recordAgreement(
      register,
      {
        payer: STATEMENTS,
        title: "Patients' own statements that a practice is theirs",
        parties: ['the patients', 'convener'],
        purposes: ['treatment', 'payment', 'operations'],
        start_date: '2000-01-01',
        on_end: 'destroy',
        document: 'the words each patient agreed to stand with the statement',
        recorded_by: 'wholepanel',
      },
      now,
    )
}

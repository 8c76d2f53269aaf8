import { randomUUID } from 'node:crypto'
import { WholepanelError } from '../../../error.ts'
import { PUBLIC } from '../../../governance/viewer.ts'
import { insertRefusal } from '../../../register/convening/silence/refusals.ts'
import type { Register } from '../../../register/open.ts'
import { partyName } from '../../../register/party.ts'
import { WordsRefused } from '../require-silence.ts'
import { isConfidential } from './forms.ts'
import { stewardsOf } from './stewards.ts'

/**
 * Carries an act out and keeps what the check refuses of it: the act’s own transaction leaves nothing. Its author hears a key
 * by which the steward may be asked, where there is one to ask.
 */
export async function keepingRefusals<Result>(register: Register, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof WordsRefused ? await kept(register, error) : error
  }
}

async function kept(register: Register, refused: WordsRefused): Promise<WholepanelError> {
  const { texts, sent } = refused
  const { by, form, now } = sent
  if (!form) return refused
  const refusal = `refusal-${randomUUID().replaceAll('-', '')}`
  const party = partyName(by ?? PUBLIC)
  const stewards = await register.engine(async (tx) => {
    const row = { refusal, ...form, texts: [...texts], confidential: isConfidential(form), party, at: now }
    await insertRefusal(tx, { ...row, by: by?.person ?? null })
    return by ? stewardsOf(tx, { party, by: by.person }, now) : []
  })
  const { detail, code } = refused
  const fix = `${detail.fix}; what was refused is kept on record`
  if (stewards.length === 0) return new WholepanelError(code, { ...detail, fix })
  return new WholepanelError(code, {
    ...detail,
    fix: `${fix}; if it is refused for nothing, ask the convener`,
    refusal,
  })
}

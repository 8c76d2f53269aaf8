import { WholepanelError } from '../../error.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import type { Profile } from './profile.ts'

/** One of some profiles by its payer. `at`: the option or parameter that names it. */
export function payerOf(profiles: readonly Profile[], payer: string | undefined, at: string): Profile {
  const found = profiles.find((one) => one.payer === payer)
  if (found) return found
  const known = profiles.map((one) => one.payer)
  throw new WholepanelError('input-argument', {
    at,
    got: payer === undefined ? 'no payer' : `no payer ${payer}${didYouMean(payer, known)}`,
    want: known.join(' or '),
  })
}

import type { Register } from '../../../register/open.ts'
import { type Party, partyName } from '../../../register/party.ts'
import type { Standing } from '../../../register/standing.ts'
import { listSubmissions, submissionsWhole } from '../../../register/submissions.ts'

/** Submissions with their files and findings. */
export type Deliveries = Awaited<ReturnType<typeof submissionsWhole>>

type Kept = { delivered: string; asked: Promise<Deliveries> }

/** Of a party with more rows than this, nothing is kept. */
const MOST_ROWS = 50_000

const kept = new WeakMap<Register, Map<string, Kept>>()

/**
 * The deliveries as the register gives them to this party, or to the engine where there is none; files and findings only
 * for whom there can be any to read. Asked once, and kept until what was delivered is other. What of them leaves is
 * decided for each viewer, each time.
 */
export function deliveriesFor(
  register: Register,
  { party, withContent, delivered }: Pick<Standing, 'delivered'> & { party: Party | undefined; withContent: boolean },
): Promise<Deliveries> {
  const ofRegister = kept.get(register) ?? new Map<string, Kept>()
  kept.set(register, ofRegister)
  const name = `${party ? partyName(party) : 'engine'} ${withContent}`
  const before = ofRegister.get(name)
  if (before?.delivered === delivered) return before.asked
  const one: Kept = { delivered, asked: withContent ? submissionsWhole(register, party) : headsOnly(register, party) }
  ofRegister.set(name, one)
  const forget = () => {
    if (ofRegister.get(name) === one) ofRegister.delete(name)
  }
  one.asked.then(({ submissions, files, findings }) => {
    if (submissions.length + files.length + findings.length > MOST_ROWS) forget()
  }, forget)
  return one.asked
}

const headsOnly = async (register: Register, party: Party | undefined): Promise<Deliveries> => ({
  submissions: await listSubmissions(register, party),
  files: [],
  findings: [],
})

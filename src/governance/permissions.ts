import { ALIGNMENT } from './granted/alignment.ts'
import { CARE } from './granted/care.ts'
import { CONVENING } from './granted/convening.ts'
import { PEOPLE } from './granted/people.ts'

/**
 * Who may do what, and by what right. One line is one grant; what no line says is refused. Columns are parted by two
 * spaces or more; `-` says that nothing is needed. The words each column may hold are in `words.ts`.
 *
 * - relationship: how the viewer must stand to what is asked for.
 * - data: which months an answer may hold: `none` of them, those of the last `run`, or of the run those `on-panel`.
 * - agreement: a payer's records may be in the answer only where an agreement of it, in force, names one of these.
 * - basis: why; see BASES.
 */
export const PERMISSIONS = `
action                    role                   relationship  purpose    data      agreement              basis
${CARE}
${ALIGNMENT}
${CONVENING}
${PEOPLE}
`

/** By what right, in words a viewer may be told, and where it is written. */
export const BASES = `
basis             citation                         words
before-sign-in    -                                needed before anyone is known; it holds nothing of anyone
own-machine       -                                guarded by the token of the region's lock, which only this machine's user can read
taking-part       -                                who takes part knows the periods, and how fresh the numbers are
no-figures        45 CFR 164.514(a)                it holds no one's figures
no-amounts        -                                how contracts work, without an amount of anybody, is what those who take part compare
said-of-itself    -                                a payer says of its own contracts how they work, and reads what it said
convened          -                                who takes part in the initiative knows how it is made up and what it recommends
holds-a-seat      -                                who holds a seat of a committee, and nobody else, speaks for it
own-writing       -                                who wrote a text knows what was found in it, and why it was held
keeps-the-process  -                                who convenes keeps the process that the charter describes
open-process      -                                what is put before the public, and what is published, is for everybody to read and to say something on
published         -                                what the initiative chose for everybody to know
treatment         45 CFR 164.506(c)(2)             those who treat people may know what bears on their care
payment           45 CFR 164.506(c)(3)             those who pay and those who are paid may know what a payment rests on
aggregation       45 CFR 164.504(e)(2)(i)(B)       as a business associate they put the participants' records together to improve care
oversight         45 CFR 164.512(d)                they oversee the health system
own-delivery      -                                they sent it, and those who receive it answer to them
delivery-kept     45 CFR 164.504(e)(2)             they answer for what is delivered, and watch that it comes and is fit
own-contract      -                                it is their own contract, and nobody else's
keeps-the-region  45 CFR 164.502(e)(1)             as a business associate they hold the files and keep the region
signed-program    -                                guarded by the signature of a registered program
emergency         45 CFR 164.312(a)(2)(ii)         an emergency: for an hour, with a reason, told to whom it concerns and reviewed
own-account       45 CFR 164.312(d)                what is one's own: the account, its sessions, its ways to sign in
own-people        45 CFR 164.308(a)(4)             a participant says who of its people may look, and each reads about themselves
own-patients      45 CFR 164.506(c)(1)             those who treat people say who may help them to
answers-for-access  45 CFR 164.308(a)(4)         who answers for the initiative says who may look
on-request        45 CFR 164.524, 164.528          a person asked what is held of them and who was shown it
asked-for-help    -                                a practice asks for help, and says which coach it lets in
own-secret-address  -                              guarded by a secret address that one person made, which opens what one grant of theirs may see that day
invited           -                                an initiative invites practices, and each answers for itself
own-word          -                                a patient's own word; the answer is the same whoever it is, and holds nothing of anyone
said-to-them      45 CFR 164.506(c)(1)             patients said to this practice that it is theirs
told-to-patients  42 CFR 425.312                   patients are told who is accountable for them, by whom they know
`

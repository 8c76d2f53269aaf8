import type { Command } from 'commander'
import { type Format, tabular } from '../../options.ts'
import type { Carry } from '../../program.ts'
import type { MakeCodeOptions } from './attestations.ts'

/** The commands about what patients say themselves: which practice is theirs. */
export function attesting(root: Command, carry: Carry): void {
  const load = () => import('./attestations.ts')
  const attestations = tabular(root.command('attestations'))
    .description('list statements of patients that a practice is theirs, and where each stands; no names')
    .helpCommand(false)
    .addHelpText('after', '\nWho said what stands on the pages of the practice.')
    .action((options: Format) =>
      carry('attestations', async (context) => (await load()).attestations(context, options)),
    )
  attestations
    .command('take-in')
    .description('check whose each statement is, and bring those that are known into the lake; run does it too')
    .action(() => carry('attestations', async (context) => (await load()).takeIn(context)))
  attestations
    .command('paper <file>')
    .description('take in a list of paper forms (CSV), all of it or nothing')
    .addHelpText(
      'after',
      `
Columns: form_number, practice_id, first_name, last_name, birth_date, member_number, zip_code, phone_last_four,
clinician, stated_by (self, parent, guardian, representative), proxy_name, attested_on, withdrawn_on.
The same list again changes nothing; a later list may say when a form was taken back.`,
    )
    .action((file: string) => carry('attestations', async (context) => (await load()).paper(context, file)))
  tabular(attestations.command('codes'))
    .description('list the links by which patients say which practice is theirs')
    .action((_options: object, command: Command) =>
      carry('attestations', async (context) => (await load()).codes(context, command.optsWithGlobals())),
    )
  attestations
    .command('make-code [practice]')
    .description('make such a link; without a practice, one in which the patient chooses')
    .requiredOption('--label <where>', 'where it hangs, for staff')
    .option('--code <code>', 'a code that is easy to remember (default: drawn)')
    .action((practice: string | undefined, options: MakeCodeOptions) =>
      carry('attestations', async (context) => (await load()).makeLink(context, practice, options)),
    )
  attestations
    .command('withdraw-code <code>')
    .description('withdraw a link: it takes no more statements')
    .action((code: string) => carry('attestations', async (context) => (await load()).withdrawLink(context, code)))
}

import type { Command } from 'commander'
import { json } from './options.ts'
import type { Carry } from './program.ts'

/** Commands that say who can see what, and why. */
export function asking(root: Command, carry: Carry): void {
  const load = () => import('./commands/access/access.ts')
  const access = root
    .command('access')
    .description('say who can see something now, by which grant and permission, and what is withheld from each')
    .helpCommand(false)
  access
    .command('practice <practice>')
    .description("a practice's panel, scorecard and payments")
    .option('--payer <payer>', 'only the statement of this payer')
    .addOption(json())
    .action((practice: string, options: { payer?: string; json?: boolean }) =>
      carry('access', async (context) => (await load()).accessOfPractice(context, practice, options)),
    )
  access
    .command('submission <submission>')
    .description('a delivery, and what was found in it')
    .addOption(json())
    .action((submission: string, options: { json?: boolean }) =>
      carry('access', async (context) => (await load()).accessOfSubmission(context, submission, options)),
    )
  access
    .command('person <person>')
    .description('for a person who asks: what is held of them, who can see it and why, who has been shown it')
    .addOption(json())
    .action((person: string, options: { json?: boolean }) =>
      carry('access', async (context) => (await load()).accessOfPerson(context, person, options)),
    )
}

import type { Command } from 'commander'
import { type Format, json, tabular } from './options.ts'
import type { Carry } from './program.ts'

/** Commands about who can see what, and why: now, by the policy, and once a period is published. */
export function asking(root: Command, carry: Carry): void {
  access(root, carry)
  tabular(root.command('policies'))
    .description('list the disclosure policies, and what the one in force withholds from whom; needs no region')
    .action((options: Format) =>
      carry('policies', async (context) => (await import('./commands/policies.ts')).policies(context, options)),
    )
  publications(root, carry)
}

function access(root: Command, carry: Carry): void {
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

function publications(root: Command, carry: Carry): void {
  const load = () => import('./commands/publications.ts')
  const publications = tabular(root.command('publications'))
    .description('list what of the region is published for everybody, and what was withdrawn')
    .helpCommand(false)
    .action((options: Format) =>
      carry('publications', async (context) => (await load()).publications(context, options)),
    )
  tabular(publications.command('preview'))
    .description('count what publishing the period of the last run would show to whom, and what stays withheld')
    .action((_options: Format, command: Command) =>
      carry('publications', async (context) => (await load()).preview(context, command.optsWithGlobals())),
    )
  publications
    .command('publish <period>')
    .description('publish the period of the last run: rates of the whole region, as they are now')
    .addHelpText('after', '\nWhere the policy says so, the rates and costs of practices wait for it.')
    .action((period: string) => carry('publications', async (context) => (await load()).publish(context, period)))
  publications
    .command('withdraw <period>')
    .description('withdraw what was published of a period')
    .requiredOption('--because <reason>', 'why, in words that everybody reads')
    .action((period: string, { because }: { because: string }) =>
      carry('publications', async (context) => (await load()).withdraw(context, period, because)),
    )
}

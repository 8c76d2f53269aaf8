import type { Command } from 'commander'
import { tabular } from '../../options.ts'
import type { Carry } from '../../program.ts'
import type { FindingsOf, FindingsOptions } from './findings.ts'

/** `wholepanel findings …` */
export function finding(root: Command, carry: Carry): void {
  const found = root
    .command('findings')
    .description('what the last run found odd in coverage and in the directory, and what it did with it')
    .helpCommand(false)
  const of = (name: FindingsOf, about: string): Command =>
    tabular(found.command(name))
      .description(about)
      .option('--records', 'the records instead of how many they are')
      .option('--period <period>', "another period than the last run's")
      .option('--as-of <day>', 'the run of that day, made by: wholepanel run --as-of')
      .action((options: FindingsOptions) =>
        carry('findings', async (context) => (await import('./findings.ts')).findings(context, name, options)),
      )
  of('coverage', 'gaps, overlaps, days that cannot be true, claims without coverage and coverage without claims')
    .option('--payer <payer>', 'one payer')
    .option('--only <finding>', 'one finding: gap')
  of('members', "what became of each member's coverage: everybody is in one state")
    .option('--payer <payer>', 'one payer')
    .option('--only <state>', 'one state: no-month-counts')
  of('directory', 'practices without clinicians, affiliations that overlap').option(
    '--only <finding>',
    'one finding: affiliation-overlap',
  )
}

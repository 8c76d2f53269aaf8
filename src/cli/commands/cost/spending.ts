import type { Command } from 'commander'
import { commas, tabular } from '../../options.ts'
import type { Carry } from '../../program.ts'
import type { CostOptions, CostTable, GrowthOptions } from './cost.ts'
import type { PmpmOptions } from './pmpm.ts'

/** `wholepanel cost …` */
export function spending(root: Command, carry: Carry): void {
  const cost = root.command('cost').description('what was spent, in the last run').helpCommand(false)
  const of = (command: Command) =>
    tabular(command)
      .option('--period <period>', "another period than the last run's")
      .option('--as-of <day>', 'the run of that day, made by: wholepanel run --as-of')
  const shown = (name: CostTable, about: string) =>
    of(cost.command(name))
      .description(about)
      .action((options: CostOptions) =>
        carry('cost', async (context) => (await import('./cost.ts')).cost(context, name, options)),
      )
  of(cost.command('pmpm'))
    .description('cost per member and month, with and without truncation')
    .option('--by <what>', 'payer, line, practice, category or month, several with commas between', commas, [])
    .option('--practice <practice>', 'people of one panel, by its key; none for people who are on no panel')
    .action((options: PmpmOptions) =>
      carry('cost', async (context) => (await import('./pmpm.ts')).printPmpm(context, options)),
    )
  shown('outliers', 'people whose spend is out of line, and why')
  shown('completion', 'what the claims of each payer will come to when all are paid, with an interval')
  shown('months', 'the same by month of service')
  shown('factors', "each payer's own completion factors")
  shown('drivers', 'the change of cost per member and month, split into price, use and mix')
  shown('spending', 'claims, and payments beside them')
  shown('non-claims', 'payments beside claims by organization and category, for the days they pay for')
  shown('shares', 'the shares of primary care and of each category of payment models')
  of(cost.command('growth'))
    .description('growth of spending per person from the year before, with an interval')
    .option(
      '--target <model>',
      "hold it against a state's target: states/spending-growth-targets (default: growth_target of the settings)",
    )
    .option('--track <track>', 'the track of that model: massachusetts')
    .option(
      '--since <year=amount>',
      'even yearly growth since a base year, in which a person cost so much: 2017=7123.45',
    )
    .action((options: GrowthOptions) =>
      carry('cost', async (context) => (await import('./cost.ts')).growth(context, options)),
    )
}

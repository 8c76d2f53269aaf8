import type { Command } from 'commander'
import { tabular } from '../../options.ts'
import type { Carry } from '../../program.ts'
import type { AlignOptions } from './align.ts'

/** The commands about how far payers are from each other. */
export function aligning(root: Command, carry: Carry): void {
  tabular(root.command('align'))
    .description('compare what payers do, element by element, with a reference or with each other; needs no region')
    .option('--profiles <folder>', "a folder of payers' answers, one file for each")
    .option(
      '--initiative <name>',
      'an initiative of the library or of the region, with the answers that were published',
    )
    .option('--reference <payer>', "the payer that the others are compared with (default: the initiative's)")
    .option('--pair <payers...>', 'two payers beside each other')
    .option('--area <area>', 'one area, element by element')
    .addHelpText(
      'after',
      `
Of each area the farthest degree among the elements that both state, then how many are exact / directional / divergent.
With --area or --pair, and in --json and --csv, each element with its degree and the rule that decided.`,
    )
    .action((options: AlignOptions) =>
      carry('align', async (context) => (await import('./align.ts')).align(context, options)),
    )
}

import type { Command } from 'commander'
import type { ClaimsOptions } from './commands/received/claims.ts'
import type { RecordOptions } from './commands/received/record.ts'
import { json, tabular } from './options.ts'
import { AS_OF } from './past-day.ts'
import type { Carry } from './program.ts'

/** Commands that follow one claim, or one record that was sent, through everything that happened to it. */
export function following(root: Command, carry: Carry): void {
  tabular(root.command('claims'))
    .description("list the final action of each of a payer's claims, and what is paid")
    .requiredOption('--payer <payer>', 'the payer')
    .option('--claim <id>', 'only the claim of this claim id or control number')
    .option('--as-of <day>', AS_OF)
    .action((options: ClaimsOptions) =>
      carry('claims', async (context) => (await import('./commands/received/claims.ts')).claims(context, options)),
    )
  root
    .command('record [file_id] [record_number]')
    .description('follow one record that was sent: how it ended, what it became, what replaced it, which run read it')
    .option('--claim <id>', 'list the records of a claim instead, with what became of each')
    .option('--payer <payer>', 'the payer of that claim, where two use the number')
    .addOption(json())
    .addHelpText('after', "\nFile ids and record numbers stand in a submission's report and beside every explanation.")
    .action((file_id: string | undefined, record_number: string | undefined, options: RecordOptions) =>
      carry('record', async (context) =>
        (await import('./commands/received/record.ts')).record(context, file_id, record_number, options),
      ),
    )
}

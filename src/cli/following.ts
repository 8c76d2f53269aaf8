import { type Command, Option } from 'commander'
import type { LogOptions } from './commands/log.ts'
import type { ClaimsOptions } from './commands/received/claims.ts'
import type { RecordOptions } from './commands/received/record.ts'
import { json, tabular, wholeNumber } from './options.ts'
import { AS_OF } from './past-day.ts'
import type { Carry } from './program.ts'

/** Commands that follow what happened: to one claim, to one record that was sent, and what people did. */
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
  logged(root, carry)
}

function logged(root: Command, carry: Carry): void {
  const load = () => import('./commands/log.ts')
  const log = tabular(root.command('log'))
    .description('list what was done, by whom, when and for which purpose, newest first')
    .option('--since <day>', 'from this day on (UTC)')
    .option('--until <day>', 'up to the end of this day (UTC)')
    .option('--actor <key>', 'only of this account, API client or operator')
    .option('--act <act>', 'only this act: sign-in, read-panel, ingest')
    .addOption(new Option('--kind <kind>', 'only acts of this kind').choices(['change', 'read', 'sign-in', 'refusal']))
    .option('--limit <count>', 'how many at most', wholeNumber(1, 1_000_000), 100)
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nThe log names accounts and keys, never a person of the panel. Nothing in it can be changed.',
    )
    .action((options: LogOptions) => carry('log', async (context) => (await load()).log(context, options)))
  log
    .command('head')
    .description('print where the log stands, as NUMBER:HASH, to be published or kept by somebody else')
    .action((_options: object, command: Command) =>
      carry('log', async (context) => (await load()).head(context, command.optsWithGlobals())),
    )
  log
    .command('export <file>')
    .description('write the whole log to a new file that an outsider can check')
    .action((file: string) => carry('log', async (context) => (await load()).exportLog(context, file)))
  log
    .command('verify [file]')
    .description('check the log, or an exported file, and name the first event that is wrong')
    .option('--head <head>', 'a head that was published: its event must be there unchanged')
    .action((file: string | undefined, options: { head?: string }) =>
      carry('log', async (context) => (await load()).verify(context, file, options)),
    )
}

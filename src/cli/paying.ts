import type { Command } from 'commander'
import type { PrintOptions } from './commands/payment/print-document.ts'
import type { SettleOptions } from './commands/payment/settle.ts'
import { type Format, tabular } from './options.ts'
import type { Carry } from './program.ts'

/** The commands about what is paid: contracts, models, settling a file. */
export function paying(root: Command, carry: Carry): void {
  contracts(root, carry)
  settling(root, carry)
  models(root, carry)
}

function contracts(root: Command, carry: Carry): void {
  const arrangements = tabular(root.command('arrangements [files...]'))
    .description('write contracts with their own amounts from YAML files; without files, list them')
    .helpCommand(false)
    .action((files: string[], options: Format) =>
      carry('arrangements', async (context) =>
        (await import('./commands/payment/arrangements.ts')).arrangements(context, files, options),
      ),
    )
  printed(arrangements.command('exhibit <arrangement>'))
    .description('print a contract for its two parties: FILE#key, or the key of one in the region')
    .option('--period <period>', 'the period (default: the year in which it begins)')
    .action((arrangement: string, options: PrintOptions) =>
      carry('arrangements', async (context) =>
        (await import('./commands/payment/print-document.ts')).printExhibit(context, arrangement, options),
      ),
    )
}

const printed = (command: Command): Command =>
  command.option('--html <file>', 'write it as a page').option('--pdf <file>', 'write it as PDF')

function settling(root: Command, carry: Carry): void {
  tabular(root.command('settle <model>'))
    .description('settle a file of facts, one row for each provider, under a model; needs no region')
    .requiredOption('--facts <file>', 'CSV: `entity`, and a column for each fact that `models show` lists')
    .option('--layout <name>', 'read a published file as it is: cms-mssp-puf')
    .option('--track <track>', 'the track, where the file does not say it')
    .option('--period <period>', "the period (default: the year in the file's name)")
    .option(
      '--arrangement <file>',
      "a file of contracts, FILE#key, or the key of one in the region: the payer's own amounts",
    )
    .option('--reading <choice=reading...>', 'how a source is read that can be read in two ways')
    .option('--explain <row>', 'take one row apart: its entity, or the number of its record')
    .addHelpText('after', '\nExit code 1 where a row could not be settled; the others are, and each says why.')
    .action((id: string, options: SettleOptions) =>
      carry('settle', async (context) => (await import('./commands/payment/settle.ts')).settle(context, id, options)),
    )
}

function models(root: Command, carry: Carry): void {
  const models = tabular(root.command('models'))
    .description('list the models of payment there are; needs no region')
    .helpCommand(false)
    .action((options: Format) =>
      carry('models', async (context) => (await import('./commands/payment/models.ts')).models(context, options)),
    )
  models
    .command('schema')
    .description('print the JSON Schema of model files, by which an editor completes and checks one')
    .addHelpText(
      'after',
      '\nAn editor finds it by a first line such as\n# yaml-language-server: $schema=model.schema.json',
    )
    .action(() =>
      carry('models', async (context) => (await import('./commands/payment/models.ts')).printModelSchema(context)),
    )
  tabular(models.command('show <id>'))
    .description("list a model's parameters with their values, dates and sources")
    .action((id: string, _options: Format, command: Command) =>
      carry('models', async (context) =>
        (await import('./commands/payment/models.ts')).showModel(context, id, command.optsWithGlobals()),
      ),
    )
  printed(models.command('guide <id>'))
    .description('print a year of a program for everybody: what is measured, how it pays, with examples')
    .requiredOption('--period <period>', 'the period: a year, quarter or month')
    .option('--track <track>', 'one track (default: every one in force)')
    .action((id: string, options: PrintOptions) =>
      carry('models', async (context) =>
        (await import('./commands/payment/print-document.ts')).printGuide(context, id, options),
      ),
    )
}

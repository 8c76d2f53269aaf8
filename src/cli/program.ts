import { Command, Option } from 'commander'
import { eventRules } from '../attribution/events/event-rule.ts'
import { rules } from '../attribution/rule.ts'
import { asking } from './asking.ts'
import { aligning } from './commands/alignment/aligning.ts'
import { attesting } from './commands/attestation/attesting.ts'
import { spending } from './commands/cost/spending.ts'
import type { IngestOptions } from './commands/received/ingest.ts'
import type { MapOptions } from './commands/received/map.ts'
import type { ReportOptions } from './commands/received/report.ts'
import type { AttributeOptions } from './commands/results/attribute.ts'
import { finding } from './commands/results/finding.ts'
import type { RosterOptions } from './commands/results/roster.ts'
import type { AgreementOptions } from './commands/rights/agreements.ts'
import type { PurgeOptions } from './commands/rights/purge.ts'
import type { ServeGiven } from './commands/serve.ts'
import type { Context } from './context.ts'
import { expecting } from './expecting.ts'
import { following } from './following.ts'
import { lookingAfter } from './looking-after.ts'
import { commas, type Format, json, tabular, wholeNumber } from './options.ts'
import { AS_OF } from './past-day.ts'
import { paying } from './paying.ts'
import { VERSION } from './version.ts'

/** Runs a command of `commands/`; the exit code goes back through `done`. */
export type Carry = (name: string, work: (context: Context) => Promise<number>) => Promise<void>

/** Every command with its help. The rooms behind a command are loaded when it runs. */
export function program(carry: Carry): Command {
  const root = new Command('wholepanel')
    .description(
      'One patient panel over many payers: files in, every contract run over one lake, every number explained.',
    )
    .version(VERSION, '-V, --version', 'print the version')
    .option('--region <dir>', "the region's folder (default: this folder)")
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print the help of a command')
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('after', AFTER)
  arriving(root, carry)
  expecting(root, carry)
  permitted(root, carry)
  destroyed(root, carry)
  attesting(root, carry)
  running(root, carry)
  serving(root, carry)
  spending(root, carry)
  finding(root, carry)
  looking(root, carry)
  paying(root, carry)
  aligning(root, carry)
  following(root, carry)
  lookingAfter(root, carry)
  asking(root, carry)
  kept(root, carry)
  return root
}

const AFTER = `
--json and --csv put machine-readable output, and nothing else, on standard output.
Exit code: 0 done, 1 failed (the error says where and what to do), 2 not understood, 130 interrupted.`

function arriving(root: Command, carry: Carry): void {
  root
    .command('init <dir>')
    .description("make a region's folder, with its settings and its register")
    .option('--name <name>', "the region's name, shown on every page")
    .action((dir: string, options: { name?: string }) =>
      carry('init', async (context) => (await import('./commands/init.ts')).init(context, dir, options)),
    )
  root
    .command('ingest <payer> <files...>')
    .description('take in files, folders or zips as one delivery of a payer; the layout is recognized')
    .option(
      '--line-of-business <line>',
      'medicare-ffs, medicare-advantage, medicaid-ffs, medicaid-managed-care, commercial or self-funded',
    )
    .option('--name <name>', "the payer's name, when it is new")
    .addOption(new Option('--kind <kind>', 'who sends, when it is no payer').choices(['practice', 'convener']))
    .addHelpText(
      'after',
      '\nA practice or the convener sends files under a key of its own. The same files twice change nothing.',
    )
    .action((payer: string, files: string[], options: IngestOptions) =>
      carry('ingest', async (context) =>
        (await import('./commands/received/ingest.ts')).ingest(context, payer, files, options),
      ),
    )
  root
    .command('check <file>')
    .description('say what a file is and what is wrong with it; nothing is taken in')
    .option('--payer <payer>', 'the payer that sends it')
    .addOption(json())
    .action((file: string, options: { payer?: string; json?: boolean }) =>
      carry('check', async (context) => (await import('./commands/received/check.ts')).check(context, file, options)),
    )
  root
    .command('report [submission]')
    .description(
      'say what became of a submission, what it is fit for, what is wrong and how to mend it (default: the newest)',
    )
    .option('--pdf <file>', 'write it as a document')
    .option('--csv <file>', 'write the findings as CSV')
    .option('--records <file>', 'write every record with its finding as CSV')
    .addOption(json())
    .action((submission: string | undefined, options: ReportOptions) =>
      carry('report', async (context) =>
        (await import('./commands/received/report.ts')).report(context, submission, options),
      ),
    )
  mapping(root, carry)
  tabular(root.command('submissions'))
    .description('list what came in, and how each physical record ended')
    .option('--as-of <day>', AS_OF)
    .action((options: Format & { asOf?: string }) =>
      carry('submissions', async (context) =>
        (await import('./commands/received/submissions.ts')).submissions(context, options),
      ),
    )
}

function mapping(root: Command, carry: Carry): void {
  root
    .command('map [files...]')
    .description("propose how a sender's own files fill the lake, as a mapping to correct; nothing is taken in")
    .option('--payer <payer>', 'the sender of the files')
    .option('--table <table>', 'the table they fill (default: the likeliest)')
    .option('--name <name>', "the mapping's name (default: the table's)")
    .option('--out <file>', 'write the proposal to a new file')
    .option('--show <mapping>', 'show the first records beside what the mapping makes of them')
    .option('--rows <count>', 'with --show: how many records', wholeNumber(1, 1000), 3)
    .option('--check <mapping>', 'hold a mapping against its format, and against files if any are given')
    .option('--document <mapping>', 'print the mapping as a page for its sender')
    .option('--schema', 'print the JSON Schema of mappings, for an editor')
    .addOption(json())
    .addHelpText(
      'after',
      `
A mapping is kept in the region as mappings/<sender>/<name>.yaml; ingest and check then use it.
--show prints values of people as they were sent: it is for the operator's own terminal.`,
    )
    .action((files: string[], options: MapOptions) =>
      carry('map', async (context) => (await import('./commands/received/map.ts')).map(context, files, options)),
    )
}

function permitted(root: Command, carry: Carry): void {
  const load = () => import('./commands/rights/agreements.ts')
  const agreements = tabular(root.command('agreements'))
    .description('list by what right whose data is here; without an agreement in force nothing of a sender is used')
    .helpCommand(false)
    .action((options: Format) => carry('agreements', async (context) => (await load()).agreements(context, options)))
  agreements
    .command('record <payer>')
    .description('write down a signed agreement with a payer, a practice or the convener')
    .requiredOption('--title <title>', 'its title')
    .requiredOption('--purposes <purposes>', 'what it permits, with commas: operations lets it into the panel', commas)
    .requiredOption('--from <day>', 'first day on which it holds')
    .requiredOption('--document <where>', 'where the signed text is kept')
    .option('--until <day>', 'last day on which it holds (default: it runs on)')
    .option('--lines-of-business <lines>', 'lines of business it covers, with commas (default: all)', commas)
    .option('--parties <parties>', 'who signed, with commas (default: the sender and the convener)', commas)
    .option('--on-end <what>', 'return, destroy, return-or-destroy or keep', 'return-or-destroy')
    .option('--name <name>', 'its key (default: the sender and the first day)')
    .action((payer: string, options: AgreementOptions) =>
      carry('agreements', async (context) => (await load()).recordOne(context, payer, options)),
    )
  agreements
    .command('withdraw <agreement>')
    .description('say that an agreement permits nothing from a day on')
    .requiredOption('--on <day>', 'the first day without it')
    .action((agreement: string, options: { on: string }) =>
      carry('agreements', async (context) => (await load()).withdraw(context, agreement, options)),
    )
  agreements
    .command('opt-in <payer> <group>')
    .description('write down that a self-funded group lets its plan share its claims')
    .requiredOption('--from <day>', 'first day of coverage it lets in')
    .option('--until <day>', 'last day of coverage it lets in')
    .requiredOption('--document <where>', 'where the signed text is kept')
    .action((payer: string, group: string, options: { from: string; until?: string; document: string }) =>
      carry('agreements', async (context) => (await load()).optIn(context, payer, group, options)),
    )
}

function destroyed(root: Command, carry: Carry): void {
  tabular(root.command('rights'))
    .description('list what the last run left out and why, what is held, and what was destroyed')
    .action((options: Format) =>
      carry('rights', async (context) => (await import('./commands/rights/rights.ts')).rights(context, options)),
    )
  tabular(root.command('disclosures <person>'))
    .description("list who was shown a person's records, what kind, when and why")
    .addHelpText(
      'after',
      '\nA person is named by the key of the last run. What the operator typed here is not in the list.',
    )
    .action((person: string, options: Format) =>
      carry('disclosures', async (context) =>
        (await import('./commands/rights/disclosures.ts')).disclosures(context, person, options),
      ),
    )
  root
    .command('purge')
    .description('list what of a delivery, a person or a payer would be destroyed; with --yes, destroy it')
    .option('--submission <id>', 'one delivery')
    .option('--person <id>', 'one person, by the key of the last run or by PAYER:NUMBER')
    .option('--payer <payer>', 'everything of one payer')
    .option('--authority <text>', 'the law or agreement that demands it; the tombstone keeps it')
    .option('--yes', 'destroy what is listed')
    .option('--resume', 'finish a purge that was cut short')
    .addHelpText('after', '\nBackups outside the region are not touched. A tombstone says how much went, never whose.')
    .action((options: PurgeOptions) =>
      carry('purge', async (context) => (await import('./commands/rights/purge.ts')).purge(context, options)),
    )
}

function running(root: Command, carry: Carry): void {
  root
    .command('run')
    .description('compute a period over the whole lake: people, attribution, cost, measures, payment')
    .requiredOption('--period <period>', 'a year, quarter or month: 2025, 2025-Q2, 2025-07')
    .option('--as-of <day>', AS_OF)
    .option('--from-scratch', 'keep nothing of an earlier run; the results are the same')
    .addHelpText(
      'after',
      '\nA failed or interrupted run leaves the last good one in place; the same command goes on from there.',
    )
    .action((options: { period: string; asOf?: string; fromScratch?: boolean }) =>
      carry('run', async (context) => (await import('./commands/results/run.ts')).run(context, options)),
    )
  const runs = tabular(root.command('runs'))
    .description('list the runs there were, and on which each was built')
    .helpCommand(false)
    .action((options: Format) =>
      carry('runs', async (context) => (await import('./commands/results/runs.ts')).runs(context, options)),
    )
  tabular(runs.command('compare <before> <after>'))
    .description('what changed between two runs: rows by table, people and dollars by practice')
    .action((before: string, after: string, _options: Format, command: Command) =>
      carry('runs', async (context) =>
        (await import('./commands/results/runs.ts')).compare(context, before, after, command.optsWithGlobals()),
      ),
    )
  tabular(root.command('attribute'))
    .description('attribute the people, or share the events, of the last run by one rule; nothing is kept')
    .requiredOption('--rule <id>', 'the rule, of attribution or of events')
    .option('--period <period>', "another period than the last run's")
    .option('--as-of <day>', 'the run of that day, made by: wholepanel run --as-of')
    .option('--list <list>', 'one list of a rule that makes several: 2025-Q1')
    .option('--months', 'a row for each month that a list is for')
    .option('--candidates', 'the practices that were compared, in their order, with what was counted')
    .addHelpText(
      'after',
      () =>
        `\nRules:\n${rules()
          .map((rule) => `  ${rule}\n`)
          .join('')}
Rules of events, which have no lists:\n${eventRules()
          .map((rule) => `  ${rule}\n`)
          .join('')}
A decision of the last run is taken apart by: wholepanel explain rule_attribution:RULE:LIST:PERSON,
and who answers for a part of an event by: wholepanel explain event_share:RULE:PERSON:START:ROLE:HOLDER\n`,
    )
    .action((options: AttributeOptions) =>
      carry('attribute', async (context) =>
        (await import('./commands/results/attribute.ts')).attribute(context, options),
      ),
    )
  tabular(root.command('roster <practice>'))
    .description(
      "list a practice's people by one list of one rule: new, changed, dropped and unchanged since the list before",
    )
    .option('--rule <id>', 'the rule (default: the rule of the panel)')
    .option('--list <list>', 'the list, such as 2025-Q1 (default: the one of the end of the period)')
    .addOption(new Option('--state <state>', 'only these').choices(['new', 'changed', 'unchanged', 'dropped']))
    .addOption(
      new Option(
        '--fhir',
        'a Group of the Da Vinci Member Attribution List, and nothing else, on standard output',
      ).conflicts(['json', 'csv']),
    )
    .action((practice: string, options: RosterOptions) =>
      carry('roster', async (context) =>
        (await import('./commands/results/roster.ts')).roster(context, practice, options),
      ),
    )
}

function serving(root: Command, carry: Carry): void {
  root
    .command('demo <dir>')
    .description('make the demonstration region: six payers write files, they are taken in and run')
    .option('--people <count>', 'how many people', wholeNumber(200, 2_000_000), 20_000)
    .option('--seed <number>', 'the same seed gives the same region', wholeNumber(0, 2 ** 31 - 1), 1)
    .action((dir: string, options: { people: number; seed: number }) =>
      carry('demo', async (context) => (await import('./commands/demo.ts')).demo(context, dir, options)),
    )
  root
    .command('serve')
    .description('serve the pages and the API; meanwhile other commands go through the server')
    .option('--port <port>', 'the port (default: from the settings)', wholeNumber(0, 65_535))
    .option('--host <address>', 'the address to listen on (default: from the settings)')
    .option('--no-open', 'do not open the browser')
    .option('--access-log', 'one line on standard output for each request that was answered; nobody is named in it')
    .action((options: ServeGiven) =>
      carry('serve', async (context) => (await import('./commands/serve.ts')).serve(context, options)),
    )
}

function looking(root: Command, carry: Carry): void {
  root
    .command('explain <id>')
    .description('take a number apart by one level, down to the rows of the files it came from')
    .option('--as-of <day>', 'in the run of that day, made by: wholepanel run --as-of')
    .addOption(json())
    .addHelpText(
      'after',
      '\nIds stand in every table and page, and in each explanation beside the numbers it is made of:\n  rule_attribution:mssp:2025-Q1:PERSON    whose patient a person is by a rule, on one of its lists\n  encounter:PERSON:ENCOUNTER               a stay or visit, and why its claims are one',
    )
    .action((id: string, options: { json?: boolean; asOf?: string }) =>
      carry('explain', async (context) =>
        (await import('./commands/results/explain.ts')).explain(context, id, options),
      ),
    )
  tabular(root.command('business-case'))
    .description('what each payer spends on support of practices, where its members went, what they cost')
    .option('--payer <payer>', 'one payer')
    .option('--period <period>', "another period than the last run's")
    .action((options: Format & { payer?: string; period?: string }) =>
      carry('business-case', async (context) =>
        (await import('./commands/results/business-case.ts')).businessCase(context, options),
      ),
    )
  root
    .command('settings')
    .description('list each setting, its value, and where it came from')
    .addOption(json())
    .action((options: { json?: boolean }) =>
      carry('settings', async (context) => (await import('./commands/settings.ts')).settings(context, options)),
    )
}

function kept(root: Command, carry: Carry): void {
  tabular(root.command('backup <file>'))
    .description('write the register to one new file, as of one moment, from PGlite or a server')
    .addHelpText('after', '\nReceived files, the lake and mappings are files: copy the region with it.')
    .action((file: string, options: Format) =>
      carry('backup', async (context) =>
        (await import('./commands/register/backup.ts')).backup(context, file, options),
      ),
    )
  root
    .command('restore <file>')
    .description('put a backup in the place of the register, in PGlite or on a server')
    .option('--replace', 'also where the register holds rows: they are lost')
    .addHelpText(
      'after',
      '\nAll of it or nothing: cut short, it leaves the register as it was. A server must be stopped first.',
    )
    .action((file: string, options: { replace?: boolean }) =>
      carry('restore', async (context) =>
        (await import('./commands/register/restore.ts')).restore(context, file, options),
      ),
    )
}

/** Each command with its help, for the reference pages. */
export function commandReference(): { name: string; help: string }[] {
  const root = program(async () => undefined).configureHelp({ helpWidth: 100 })
  const of = (command: Command) => {
    let help = ''
    command.configureOutput({
      writeOut: (text) => {
        help += text
      },
      getOutHelpWidth: () => 100,
    })
    command.outputHelp()
    return help
  }
  return [
    { name: 'wholepanel', help: of(root) },
    ...root.commands.flatMap((command) => [
      { name: `wholepanel ${command.name()}`, help: of(command) },
      ...command.commands.map((inner) => ({ name: `wholepanel ${command.name()} ${inner.name()}`, help: of(inner) })),
    ]),
  ]
}

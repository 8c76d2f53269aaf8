import { type Command, Option } from 'commander'
import type { FeedOptions } from './commands/received/feeds.ts'
import type { ThresholdOptions } from './commands/received/thresholds.ts'
import type { WaiverOptions } from './commands/received/waivers.ts'
import { commas, type Format, tabular, wholeNumber } from './options.ts'
import type { Carry } from './program.ts'

/** The commands about what senders owe: feeds, thresholds, waivers. */
export function expecting(root: Command, carry: Carry): void {
  feeds(root, carry)
  thresholds(root, carry)
  waivers(root, carry)
}

function feeds(root: Command, carry: Carry): void {
  const feeds = tabular(root.command('feeds'))
    .description('list what each sender owes, by period, and how it stands today')
    .helpCommand(false)
    .action((options: Format) =>
      carry('feeds', async (context) => (await import('./commands/received/feeds.ts')).feeds(context, options)),
    )
  feeds
    .command('add <payer> <feed>')
    .description('record a feed that a sender owes; recorded again, it replaces what was said')
    .requiredOption('--tables <tables>', 'tables that a delivery of it fills, with commas', commas)
    .addOption(
      new Option('--cadence <cadence>', 'how often')
        .choices(['weekly', 'monthly', 'quarterly', 'yearly'])
        .default('monthly'),
    )
    .requiredOption('--first <day>', 'last day of the first period that is owed: 2026-01-31')
    .option('--last <day>', 'last day of the last period, where it ends')
    .option('--due-days <days>', 'days after the end of a period until it is late', wholeNumber(0, 366), 30)
    .option('--resubmit-days <days>', 'days after a refusal until a mended one is late', wholeNumber(0, 366), 10)
    .option('--about <text>', 'what it is, in words')
    .action((payer: string, feed: string, options: FeedOptions) =>
      carry('feeds', async (context) =>
        (await import('./commands/received/feeds.ts')).addFeed(context, payer, feed, options),
      ),
    )
}

function thresholds(root: Command, carry: Carry): void {
  const thresholds = tabular(root.command('thresholds'))
    .description('list how much of a file may break a rule')
    .helpCommand(false)
    .action((options: Format) =>
      carry('thresholds', async (context) =>
        (await import('./commands/received/thresholds.ts')).listed(context, options),
      ),
    )
  thresholds
    .command('set <rule> <share>')
    .description('record the largest share of records that may break a rule: 0.05')
    .option('--payer <payer>', 'for one sender; left out, for all')
    .requiredOption('--source <text>', 'where that was agreed')
    .requiredOption('--from <day>', 'the first day it holds')
    .option('--until <day>', 'the last day it holds')
    .action((rule: string, share: string, options: ThresholdOptions) =>
      carry('thresholds', async (context) =>
        (await import('./commands/received/thresholds.ts')).setThreshold(context, rule, share, options),
      ),
    )
}

function waivers(root: Command, carry: Carry): void {
  const waivers = tabular(root.command('waivers'))
    .description('list what was asked to be let off, and what was decided')
    .helpCommand(false)
    .action((options: Format) =>
      carry('waivers', async (context) => (await import('./commands/received/waivers.ts')).waivers(context, options)),
    )
  waivers
    .command('ask <payer>')
    .description('ask in the name of a sender that a feed or a rule be let off for a time')
    .option('--feed <feed>', 'the feed')
    .option('--rule <rule>', 'the rule')
    .requiredOption('--reason <text>', 'why it cannot be met')
    .requiredOption('--from <day>', 'the first day')
    .requiredOption('--until <day>', 'the last day; there is no waiver without an end')
    .action((payer: string, options: WaiverOptions) =>
      carry('waivers', async (context) =>
        (await import('./commands/received/waivers.ts')).ask(context, payer, options),
      ),
    )
  for (const [verb, decision] of [
    ['grant', 'granted'] as const,
    ['refuse', 'refused'] as const,
    ['end', 'ended'] as const,
  ])
    waivers
      .command(`${verb} <waiver>`)
      .description(`${verb} a waiver by its number`)
      .requiredOption('--because <text>', 'why')
      .action((waiver: string, { because }: { because: string }) =>
        carry('waivers', async (context) =>
          (await import('./commands/received/waivers.ts')).decide(context, waiver, decision, because),
        ),
      )
}

import type { Command } from 'commander'
import { tabular, wholeNumber } from '../../options.ts'
import type { Carry } from '../../program.ts'
import type { AlignOptions } from './align.ts'
import type { BurdenOptions } from './burden.ts'
import type { PathwayOptions } from './pathway.ts'
import type { ProfilesOptions } from './profiles.ts'
import type { RubricOptions } from './rubric.ts'

/** The commands about how far payers are from each other, what that costs, and what would help most. */
export function aligning(root: Command, carry: Carry): void {
  comparing(root, carry)
  going(root, carry)
  holding(root, carry)
  answering(root, carry)
}

/** Whom to look at, and on which day: the region, or what needs none. */
const ofWhom = (command: Command): Command =>
  tabular(command)
    .option('--profiles <folder>', "instead of the region, a folder of payers' answers, one file for each")
    .option(
      '--initiative <name>',
      'instead of it, an initiative of the library or of the region, with the answers that were published',
    )
    .option(
      '--reference <payer>',
      "whom the others are compared with (default: the initiative's); of another initiative as initiative:payer",
    )
    .option('--stated', 'of a region, only what payers say of themselves: it is for all who take part')
    .option(
      '--day <day>',
      "answers as they hold on a day (default: that of the answers' files, or the last of the region's run)",
    )

/** And which practices have them. */
const atPractices = (command: Command): Command =>
  ofWhom(command)
    .option(
      '--practices <file>',
      "a CSV of practice_id, payer, and where known members and physicians (default: the region's last run)",
    )
    .option(
      '--physicians <count>',
      'of the one practice that is counted where no file is given; dollars need it',
      wholeNumber(1, 100_000),
    )

function comparing(root: Command, carry: Carry): void {
  atPractices(root.command('align'))
    .description('compare what payers do, element by element, with a reference or with each other')
    .option('--pair <sides...>', 'two beside each other: payers, initiatives or models')
    .option('--area <area>', 'one area, element by element')
    .option('--pdf <file>', 'one page for a board: areas, first steps, burden before and after')
    .addHelpText(
      'after',
      `
Of each area the farthest degree among the elements that both state, then how many are exact / directional / divergent.
With --area or --pair, and in --json and --csv, each element with its degree and the rule that decided.

A side of a pair is a payer among those looked at, or without --profiles and --initiative any of these:
  cms/mssp  cms/mssp/enhanced      a model of the library, a track of it
  vermont-all-payer:bcbsvt         a payer of an initiative
  vermont-all-payer                the reference of an initiative`,
    )
    .action((options: AlignOptions) =>
      carry('align', async (context) => (await import('./align.ts')).align(context, options)),
    )
}

function going(root: Command, carry: Carry): void {
  atPractices(root.command('pathway'))
    .description('the changes that would help most, in the best order under a yearly limit')
    .option('--years <count>', 'how many years (default: as models/alignment/pathway.yaml says)', wholeNumber(1, 10))
    .option('--changes <count>', 'how many changes a payer can make in a year (default: as there)', wholeNumber(1, 20))
    .addHelpText(
      'after',
      `
Each step is a sentence that can be read out, with what it gains once the steps before it are made. Below them: whether any
other sequence gains more, which figures and weights the first step rests on, and what cannot be said.`,
    )
    .action((options: PathwayOptions) =>
      carry('pathway', async (context) => (await import('./pathway.ts')).printPathway(context, options)),
    )
  atPractices(root.command('burden'))
    .description('what each practice has to know, keep and send for its payers: counts, hours, dollars')
    .option('--step <steps...>', 'before and after changes, each as payer:element')
    .addHelpText('after', '\nWhat nobody has priced is counted and in no sum; each sum names what it leaves out.')
    .action((options: BurdenOptions) =>
      carry('burden', async (context) => (await import('./burden.ts')).burden(context, options)),
    )
}

function holding(root: Command, carry: Carry): void {
  ofWhom(root.command('rubric [name]'))
    .description('hold payers to a rubric, criterion by criterion; without a name, list the rubrics')
    .option('--payer <payer>', 'one payer')
    .option('--since <day>', 'how each criterion moved since a day')
    .option(
      '--shares <file>',
      "a CSV of payer, line, option and members, for criteria that ask for shares of members (default: the region's last run, by the category of each contract)",
    )
    .action((name: string | undefined, options: RubricOptions) =>
      carry('rubric', async (context) => {
        const commands = await import('./rubric.ts')
        return name === undefined
          ? commands.listRubrics(context, options)
          : commands.printRubric(context, name, options)
      }),
    )
}

function answering(root: Command, carry: Carry): void {
  tabular(root.command('profiles [files...]'))
    .description('write what payers say of themselves from YAML files; without files, list what is in force')
    .option('--from <day>', "from which day it is so (default: the file's as_of); of the list, on which day")
    .option('--questionnaire <payer>', 'instead, an empty file with each question and its options, to fill in')
    .addHelpText(
      'after',
      `
All files are written or none. An amount is no answer. What a payer states itself, all who take part may see.`,
    )
    .action((files: string[], options: ProfilesOptions) =>
      carry('profiles', async (context) => (await import('./profiles.ts')).profiles(context, files, options)),
    )
}

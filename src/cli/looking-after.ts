import { type Command, Option } from 'commander'
import { PARTICIPANT_KINDS, type ParticipantKind } from '../register/people/participants.ts'
import type { ClientOptions } from './commands/people/clients.ts'
import type { GrantChangeOptions, GrantOptions, InviteOptions, LoanOptions } from './commands/people/people.ts'
import { commas, type Format, tabular } from './options.ts'
import type { Carry } from './program.ts'

/** The commands about who may look, participants, people and programs that read, and about how and of what they are told. */
export function lookingAfter(root: Command, carry: Carry): void {
  tabular(root.command('notify'))
    .description('count e-mail and webhook calls by how they stand; the server sends what is due while it runs')
    .option('--send', 'send first what is due, where no server runs')
    .action((options: Format & { send?: boolean }) =>
      carry('notify', async (context) => (await import('./commands/notify.ts')).notify(context, options)),
    )
  tabular(root.command('remind'))
    .description('tell people what a day brings by itself, nobody twice; the server does it each day while it runs')
    .option('--day <day>', 'as if it were this day, not after today (default: today)')
    .action((options: Format & { day?: string }) =>
      carry('remind', async (context) => (await import('./commands/remind.ts')).remind(context, options)),
    )
  participants(root, carry)
  people(root, carry)
  coaches(root, carry)
  clients(root, carry)
}

const ROLES = ['practice', 'provider-organization', 'payer', 'convener', 'purchaser', 'state', 'coach']
const theirPractices = () =>
  new Option('--practices <keys>', "practices, with commas (default: all of a provider organization's)").argParser(
    commas,
  )
const VERBS = [
  ['suspend', 'suspended', 'shut it out until it is taken back in'] as const,
  ['reinstate', 'active', 'take it back in'] as const,
  ['end', 'ended', 'shut it out for good'] as const,
]

function participants(root: Command, carry: Carry): void {
  const participants = tabular(root.command('participants'))
    .description('list the organizations whose people may sign in')
    .helpCommand(false)
    .action((options: Format) =>
      carry('participants', async (context) =>
        (await import('./commands/people/people.ts')).participants(context, options),
      ),
    )
  participants
    .command('add <participant>')
    .description("write an organization down under its key: a payer's, a provider organization's, or one of its own")
    .requiredOption('--name <name>', 'its name')
    .addOption(new Option('--kind <kind>', 'what it is').choices([...PARTICIPANT_KINDS]).makeOptionMandatory())
    .action((participant: string, options: { name: string; kind: ParticipantKind }) =>
      carry('participants', async (context) =>
        (await import('./commands/people/people.ts')).addParticipant(context, participant, options),
      ),
    )
}

function people(root: Command, carry: Carry): void {
  const people = root
    .command('people')
    .description('say who may look: list, invite, grant, lend, suspend and end people')
    .helpCommand(false)
  const load = () => import('./commands/people/people.ts')
  tabular(people.command('list'))
    .description('list who may look, in which role, since when and until when')
    .action((options: Format) => carry('people', async (context) => (await load()).people(context, options)))
  granting(people.command('invite [account]'))
    .description('make an account with its first grant, and print the link by which its person makes it theirs')
    .requiredOption('--name <name>', 'their name')
    .requiredOption('--email <address>', 'their address')
    .action((account: string | undefined, options: InviteOptions) =>
      carry('people', async (context) => (await load()).invitePerson(context, account, options)),
    )
  people
    .command('invite-again <account>')
    .description('print another link for somebody who has not come yet')
    .action((account: string) => carry('people', async (context) => (await load()).invitePersonAgain(context, account)))
  people
    .command('recover <account>')
    .description('end every way in and every session of an account, and print the one link that opens it anew')
    .action((account: string) => carry('people', async (context) => (await load()).recoverPerson(context, account)))
  people
    .command('unlock <account>')
    .description('let an account that rests after failed sign-ins be tried again')
    .action((account: string) => carry('people', async (context) => (await load()).unlockPerson(context, account)))
  granting(people.command('grant <account>'))
    .description('give somebody who is here already another grant, and print its number')
    .action((account: string, options: GrantOptions) =>
      carry('people', async (context) => (await load()).grantPerson(context, account, options)),
    )
  people
    .command('change-grant <grant>')
    .description('end a grant and begin one with other practices or another last day, and print its number')
    .option('--practices <keys>', 'practices, with commas (default: as they were)', commas)
    .option('--administers', 'they may invite, change and end the people of the same participant')
    .option('--no-administers', 'they may not, any longer')
    .option('--until <day>', 'the last day (default: as it was)')
    .action((grant: string, options: GrantChangeOptions) =>
      carry('people', async (context) => (await load()).changeAccess(context, grant, options)),
    )
  people
    .command('end-grant <grant>')
    .description('end one grant by its number, and what was lent from it')
    .action((grant: string) => carry('people', async (context) => (await load()).endAccess(context, grant)))
  people
    .command('lend <grant> <account>')
    .description('lend a grant, or some of its practices, to a colleague of its holder, and print the number')
    .requiredOption('--until <day>', 'the last day: at most 90 days from now')
    .option('--practices <keys>', 'practices, with commas (default: all of the grant)', commas)
    .addHelpText('after', '\nThey cannot lend it further, and it ends when the grant does that it was lent from.')
    .action((grant: string, account: string, options: LoanOptions) =>
      carry('people', async (context) => (await load()).lendAccess(context, grant, account, options)),
    )
  for (const [verb, status, about] of VERBS)
    people
      .command(`${verb} <account>`)
      .description(`${verb} an account: ${about}`)
      .action((account: string) =>
        carry('people', async (context) => (await load()).setPerson(context, account, status)),
      )
}

function coaches(root: Command, carry: Carry): void {
  const load = () => import('./commands/people/coaches.ts')
  const coaches = tabular(root.command('coaches'))
    .description('list which coaching organizations are let in to which practices, and which were')
    .helpCommand(false)
    .action((options: Format) => carry('coaches', async (context) => (await load()).coaches(context, options)))
  coaches
    .command('let-in <participant> <practice>')
    .description('let a coaching organization in to a practice, as its organization consented, and print the number')
    .option('--until <day>', 'the last day')
    .addHelpText(
      'after',
      '\nA coach reads the scorecard and counts of the practice: no patient, no amount, no small count.',
    )
    .action((participant: string, practice: string, options: { until?: string }) =>
      carry('coaches', async (context) => (await load()).letIn(context, participant, practice, options)),
    )
  coaches
    .command('shut-out <consent>')
    .description('end a consent by its number: from then on no coach of the organization reads anything there')
    .action((consent: string) => carry('coaches', async (context) => (await load()).shutOut(context, consent)))
}

/** What a grant holds, as options of a command. */
const granting = (command: Command): Command =>
  command
    .addOption(new Option('--role <role>', 'as what they look').choices([...ROLES, 'operator']).makeOptionMandatory())
    .option('--participant <key>', 'for whom they look; an operator looks for none')
    .addOption(theirPractices())
    .option('--administers', 'they may invite, change and end the people of the same participant')
    .option('--from <day>', 'the first day (default: today)')
    .option('--until <day>', 'the last day')

function clients(root: Command, carry: Carry): void {
  const clients = root.command('clients').description('say which programs may read').helpCommand(false)
  const load = () => import('./commands/people/clients.ts')
  tabular(clients.command('list'))
    .description('list programs that read, and what they may ask for')
    .action((options: Format) => carry('clients', async (context) => (await load()).clients(context, options)))
  clients
    .command('register <name>')
    .description('register a program by its public keys, and print its id')
    .addOption(new Option('--role <role>', 'as what it reads').choices(ROLES).makeOptionMandatory())
    .requiredOption('--participant <key>', 'for whom it reads')
    .addOption(theirPractices())
    .requiredOption('--scopes <scopes>', 'what it may ask for, with commas, such as system/*.rs', commas)
    .addOption(new Option('--keys <file>', 'its JSON Web Key Set: public keys only').conflicts('keysAt'))
    .option('--keys-at <address>', 'where its key set stands, over https')
    .action((name: string, options: ClientOptions) =>
      carry('clients', async (context) => (await load()).register(context, name, options)),
    )
  for (const [verb, status, about] of VERBS)
    clients
      .command(`${verb} <client_id>`)
      .description(`${verb} a program: ${about}`)
      .action((client_id: string) =>
        carry('clients', async (context) => (await load()).setClient(context, client_id, status)),
      )
}

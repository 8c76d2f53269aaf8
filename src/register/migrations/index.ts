import { core } from './0001-core.ts'
import { parties } from './0002-parties.ts'
import { rightsAndFeeds } from './0003-rights-and-feeds.ts'
import { people } from './0004-people.ts'
import { events } from './0005-events.ts'
import { disclosure } from './0006-disclosure.ts'
import { attestation } from './0007-attestation.ts'
import { arrangementFacts } from './0008-arrangement-facts.ts'
import { marketGrowth } from './0009-market-growth.ts'
import { alignment } from './0010-alignment.ts'
import { initiative } from './convening/0011-initiative.ts'
import { recommendation } from './convening/0012-recommendation.ts'
import { meetings } from './convening/0013-meetings.ts'
import { notifications } from './convening/0014-notifications.ts'
import { coaching } from './convening/0015-coaching.ts'
import { recruitment } from './convening/0016-recruitment.ts'
import { adoption } from './convening/0017-adoption.ts'
import { reminders } from './convening/0018-reminders.ts'
import { governing } from './convening/0019-governing.ts'
import { minutes } from './convening/0020-minutes.ts'
import { logOfCoaches } from './convening/0021-log-of-coaches.ts'
import { untold } from './convening/0022-untold.ts'
import { owners } from './convening/0023-owners.ts'
import { refusals } from './convening/0024-refusals.ts'

/** One step of the schema. A released migration is never edited: the next one corrects it. */
export type Migration = { version: number; name: string; statements: readonly string[] }

/** In order; each runs once, all missing ones in one transaction. */
export const MIGRATIONS: readonly Migration[] = [
  core,
  parties,
  rightsAndFeeds,
  people,
  events,
  disclosure,
  attestation,
  arrangementFacts,
  marketGrowth,
  alignment,
  initiative,
  recommendation,
  meetings,
  notifications,
  coaching,
  recruitment,
  adoption,
  reminders,
  governing,
  minutes,
  logOfCoaches,
  untold,
  owners,
  refusals,
]

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
import { initiative } from './0011-initiative.ts'
import { recommendation } from './0012-recommendation.ts'
import { meetings } from './0013-meetings.ts'
import { notifications } from './0014-notifications.ts'
import { coaching } from './0015-coaching.ts'
import { recruitment } from './0016-recruitment.ts'
import { adoption } from './0017-adoption.ts'
import { governing } from './0020-governing.ts'
import { logOfCoaches } from './0024-log-of-coaches.ts'
import { minutes } from './0020-minutes.ts'
import { reminders } from './0018-reminders.ts'

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
  governing,
  logOfCoaches,
  minutes,
  reminders,
]
